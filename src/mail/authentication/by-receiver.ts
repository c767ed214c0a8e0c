import {
  type AuthenticationResults,
  parseAuthenticationResults,
} from '../../protocols/mail/authentication-results.ts';
import { isWithin, publicSuffixOrganization } from '../../protocols/mail/domain.ts';
import { type RawHeader, unfold } from '../../protocols/mail/message.ts';
import type { InboxPreset } from '../inbox/presets.ts';
import type { MethodAnswer, Opinion } from './authentication.ts';

export interface Receiver {
  readonly preset: Pick<InboxPreset, 'trustedServers' | 'writesNoServerName'>;
  /** IMAP host and the domain of the mailbox: an own server names itself like one of them. */
  readonly ownNames: readonly string[];
}

/**
 * What the receiving server wrote into Authentication-Results. Anybody can write that field, so only those count that stand
 * above the hop where the mail came in and carry the receiver's own name (RFC 8601 sections 5 and 7.1). Null: it wrote none.
 */
export function receiverOpinion(headers: readonly RawHeader[], receiver: Receiver): Opinion | null {
  const trusted = headers
    .slice(0, 200)
    .filter(({ name }) => name === 'authentication-results')
    .flatMap(({ value }) => parseAuthenticationResults(unfold(value)) ?? [])
    .filter(({ server }) => isTrusted(server, headers, receiver));
  const answers = trusted.flatMap(answersIn).slice(0, 40);
  return trusted.length === 0 ? null : { by: 'receiver', answers };
}

/** Fields that are there but are not believed, for telling the user. */
export const ignoredServers = (headers: readonly RawHeader[], receiver: Receiver): readonly string[] =>
  headers
    .filter(({ name }) => name === 'authentication-results')
    .slice(0, 20)
    .flatMap(({ value }) => parseAuthenticationResults(unfold(value))?.server ?? [])
    .filter((server) => !isTrusted(server, headers, receiver))
    .map((server) => (server === '' ? 'a field without a name' : server.slice(0, 100)));

function isTrusted(server: string, headers: readonly RawHeader[], { preset, ownNames }: Receiver): boolean {
  if (server === '') return preset.writesNoServerName;
  if (preset.trustedServers.length > 0)
    return preset.trustedServers.some((one) => (one.startsWith('.') ? server.endsWith(one) : server === one));
  const organizations = ownNames.map(publicSuffixOrganization);
  return organizations.some((one) => isWithin(server, one)) || server === deliveringHost(headers);
}

/** The `by` of the topmost Received field: the last server wrote it itself (RFC 5321 section 4.4). */
function deliveringHost(headers: readonly RawHeader[]): string | null {
  const top = headers.find(({ name }) => name === 'received');
  return top === undefined
    ? null
    : (/\bby\s+([a-z0-9.-]+)/i.exec(unfold(top.value))?.[1]?.toLowerCase() ?? null);
}

function answersIn({ results }: AuthenticationResults): readonly MethodAnswer[] {
  return results.flatMap(({ method, result, reason, properties }) => {
    if (method !== 'spf' && method !== 'dkim' && method !== 'dmarc') return [];
    const domain = domainFor(method, properties);
    const selector = method === 'dkim' ? (properties['header.s'] ?? null) : null;
    return [{ method, domain, selector, result, reason: reason ?? '' }];
  });
}

function domainFor(
  method: 'spf' | 'dkim' | 'dmarc',
  properties: Readonly<Record<string, string>>,
): string | null {
  const names = {
    spf: ['smtp.mailfrom', 'smtp.helo'],
    dkim: ['header.d', 'header.i'],
    dmarc: ['header.from'],
  }[method];
  const text = names.flatMap((name) => properties[name] ?? [])[0];
  return text === undefined ? null : text.slice(text.lastIndexOf('@') + 1).toLowerCase();
}
