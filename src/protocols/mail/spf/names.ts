import type { Asking } from '../dns-answer.ts';
import { isWithin, queryableName } from '../domain.ts';
import { formatIp, parseIp, reverseName } from '../ip.ts';
import { expandMacros, type MacroPart, usesLetter } from './macro.ts';
import type { DomainSpec } from './record.ts';
import { macroValues, spfLimits, type SpfSession } from './session.ts';

/** Expands a domain-spec to a name that can be asked for; null when the expansion is no valid name (section 4.8). */
export function* targetName(
  session: SpfSession,
  domain: string,
  spec: DomainSpec | null,
): Asking<string | null> {
  if (spec === null) return queryableName(domain);
  return queryableName(truncate(yield* expand(session, domain, spec.parts)));
}

export function* expand(session: SpfSession, domain: string, parts: readonly MacroPart[]): Asking<string> {
  const values = macroValues(session, domain);
  if (usesLetter(parts, 'p')) values['p'] = yield* validatedName(session, domain);
  return expandMacros(parts, values);
}

/** Names over 253 characters lose labels from the left (section 7.3). */
function truncate(name: string): string {
  let rest = name.endsWith('.') ? name.slice(0, -1) : name;
  while (rest.length > 253) {
    const dot = rest.indexOf('.');
    if (dot === -1) return rest;
    rest = rest.slice(dot + 1);
  }
  return rest;
}

/** Names of the client that lead back to it; the first ten only, failures are skipped (section 5.5). */
export function* validatedNames(session: SpfSession): Asking<readonly string[]> {
  const reverse = yield { name: reverseName(session.ip), type: 'PTR' };
  const names: string[] = [];
  for (const value of reverse.values.slice(0, spfLimits.names)) {
    const name = queryableName(value);
    if (name === null) continue;
    const addresses = yield { name, type: session.ip.version === 4 ? 'A' : 'AAAA' };
    if (addresses.values.some((address) => isSameAddress(address, session))) names.push(name);
  }
  return names;
}

function isSameAddress(text: string, session: SpfSession): boolean {
  const ip = parseIp(text);
  return ip !== null && formatIp(ip) === formatIp(session.ip);
}

/** Macro `p`: the domain itself, else a name below it, else any, else "unknown" (section 7.3). */
function* validatedName(session: SpfSession, domain: string): Asking<string> {
  const names = yield* validatedNames(session);
  const wanted = domain.toLowerCase();
  return (
    names.find((name) => name === wanted) ??
    names.find((name) => isWithin(name, wanted)) ??
    names[0] ??
    'unknown'
  );
}
