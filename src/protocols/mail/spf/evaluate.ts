import type { Asking } from '../dns-answer.ts';
import { queryableName } from '../domain.ts';
import { parseIp, unmapIpv4 } from '../ip.ts';
import { parseMacros } from './macro.ts';
import { matches } from './mechanisms.ts';
import { expand, targetName } from './names.ts';
import { parseSpf, qualifiers, selectSpf, type SpfMechanism, type SpfRecord } from './record.ts';
import {
  countLookup,
  openSession,
  type SpfInput,
  type SpfSession,
  type SpfStep,
  SpfStop,
} from './session.ts';

export const spfResults = ['none', 'neutral', 'pass', 'fail', 'softfail', 'temperror', 'permerror'] as const;
export type SpfResult = (typeof spfResults)[number];

export interface SpfVerdict {
  readonly result: SpfResult;
  /** The domain that was checked. */
  readonly domain: string;
  /** Term that decided, with the domain whose record holds it; null when no term did. */
  readonly decidedBy: { readonly domain: string; readonly term: string } | null;
  /** Why there is no clean result, with the section of RFC 7208. */
  readonly problem: { readonly message: string; readonly section: string; readonly domain: string } | null;
  /** The domain's own words on a failure (section 6.2); null means there are none that count. */
  readonly explanation: string | null;
  readonly lookups: number;
  readonly voidLookups: number;
  readonly steps: readonly SpfStep[];
}

interface Outcome {
  readonly result: SpfResult;
  readonly decidedBy: SpfVerdict['decidedBy'];
  readonly problem?: NonNullable<SpfVerdict['problem']>;
  /** Record and domain that hold the "exp=" to use. */
  readonly speaker?: { readonly record: SpfRecord; readonly domain: string };
}

/** check_host() of RFC 7208 section 4, for MAIL FROM, or HELO when that is empty. Throws for nothing the world says. */
export function* evaluateSpf(input: SpfInput): Asking<SpfVerdict> {
  const ip = parseIp(input.ip);
  const session = openSession(input, unmapIpv4(ip ?? { version: 4, bytes: [0, 0, 0, 0] }));
  const { domain } = session.sender;
  const name = queryableName(domain);
  // Section 4.3: a malformed domain, a single label or a literal has no policy.
  if (ip === null || name === null || !name.includes('.') || /[[\]]/.test(name))
    return report(session, { result: 'none', decidedBy: null }, null);
  const outcome = yield* guarded(session, name);
  return report(session, outcome, yield* explanationOf(session, outcome));
}

const report = (session: SpfSession, outcome: Outcome, explanation: string | null): SpfVerdict => ({
  result: outcome.result,
  domain: session.sender.domain,
  decidedBy: outcome.decidedBy,
  problem: outcome.problem ?? null,
  explanation,
  lookups: session.lookups,
  voidLookups: session.voidLookups,
  steps: session.steps,
});

function* guarded(session: SpfSession, domain: string): Asking<Outcome> {
  try {
    return yield* checkHost(session, domain);
  } catch (error) {
    if (!(error instanceof SpfStop)) throw error;
    const { message, section, domain: where } = error;
    return { result: error.result, decidedBy: null, problem: { message, section, domain: where } };
  }
}

function* checkHost(session: SpfSession, domain: string): Asking<Outcome> {
  const record = yield* recordOf(domain);
  if (record === null) return { result: 'none', decidedBy: null };
  for (const mechanism of record.mechanisms) {
    const isMatch = yield* tryMechanism(session, domain, mechanism);
    session.steps.push({ domain, term: mechanism.text, outcome: isMatch ? 'match' : 'no match' });
    if (!isMatch) continue;
    const decidedBy = { domain, term: mechanism.text };
    return { result: qualifiers[mechanism.qualifier], decidedBy, speaker: { record, domain } };
  }
  const redirect = record.modifiers.find((modifier) => modifier.kind === 'redirect');
  if (redirect === undefined) return { result: 'neutral', decidedBy: null };
  countLookup(session, domain);
  const target = yield* targetName(session, domain, redirect.domain);
  const outcome: Outcome =
    target === null ? { result: 'none', decidedBy: null } : yield* checkHost(session, target);
  if (outcome.result === 'none') throw missing(`"${redirect.text}" leads to no SPF record`, '6.1', domain);
  return outcome;
}

const missing = (message: string, section: string, domain: string): SpfStop =>
  new SpfStop('permerror', { message, section, domain });

function* recordOf(domain: string): Asking<SpfRecord | null> {
  const answer = yield { name: domain, type: 'TXT' };
  if (answer.status === 'failure')
    throw new SpfStop('temperror', {
      message: `no answer for TXT ${domain}${answer.reason === undefined ? '' : ` (${answer.reason})`}`,
      section: '4.4',
      domain,
    });
  const [text, ...others] = selectSpf(answer.values);
  if (text === undefined) return null;
  if (others.length > 0) throw missing(`${others.length + 1} SPF records at one name`, '4.5', domain);
  const record = parseSpf(text);
  const [error] = record.errors;
  if (error !== undefined) throw missing(`"${error.text}": ${error.message}`, error.section, domain);
  return record;
}

function* tryMechanism(session: SpfSession, domain: string, mechanism: SpfMechanism): Asking<boolean> {
  if (mechanism.kind !== 'include') return yield* matches({ session, domain }, mechanism);
  countLookup(session, domain);
  const target = yield* targetName(session, domain, mechanism.domain);
  const inner: Outcome =
    target === null ? { result: 'none', decidedBy: null } : yield* checkHost(session, target);
  // Section 5.2: only "pass" matches, and a missing record is an error of the including domain.
  if (inner.result === 'none') throw missing(`"${mechanism.text}" leads to no SPF record`, '5.2', domain);
  return inner.result === 'pass';
}

/** Section 6.2: any trouble with the explanation means there is none. */
function* explanationOf(session: SpfSession, { result, speaker }: Outcome): Asking<string | null> {
  const modifier = speaker?.record.modifiers.find(({ kind }) => kind === 'exp');
  if (result !== 'fail' || speaker === undefined || modifier?.kind !== 'exp') return null;
  const name = yield* targetName(session, speaker.domain, modifier.domain);
  if (name === null) return null;
  const answer = yield { name, type: 'TXT' };
  const [text] = answer.values;
  if (answer.values.length !== 1 || text === undefined) return null;
  const macros = parseMacros(text, 'explanation');
  return macros.ok ? yield* expand(session, speaker.domain, macros.parts) : null;
}
