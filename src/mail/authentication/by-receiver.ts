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
  const all = fieldsOf(headers).filter((field) => isTrusted(field, headers, receiver));
  const [top] = all;
  if (top === undefined) return null;
  // Below the next hop stands what came with the mail, whatever name it borrows.
  const hop = headers.findIndex(({ name }, at) => name === 'received' && at > top.at);
  const trusted = all.filter(({ at }) => hop === -1 || at < hop).map(({ read }) => read);
  const answers: MethodAnswer[] = [];
  // The topmost field that speaks of a method is the receiver's; one further down with its name came with the mail.
  for (const field of trusted) {
    const told = new Set(answers.map(({ method }) => method));
    answers.push(...answersIn(field).filter(({ method }) => !told.has(method)));
  }
  return { by: 'receiver', answers: answers.slice(0, 40) };
}

interface Field {
  readonly read: AuthenticationResults;
  readonly at: number;
}

const fieldsOf = (headers: readonly RawHeader[]): readonly Field[] =>
  headers.slice(0, 300).flatMap(({ name, value }, at) => {
    const read = name === 'authentication-results' ? parseAuthenticationResults(unfold(value)) : null;
    return read === null ? [] : [{ read, at }];
  });

/** Fields that are there but are not believed, for telling the user. */
export const ignoredServers = (headers: readonly RawHeader[], receiver: Receiver): readonly string[] =>
  fieldsOf(headers)
    .filter((field) => !isTrusted(field, headers, receiver))
    .slice(0, 20)
    .map(({ read }) => (read.server === '' ? 'a field without a name' : read.server.slice(0, 100)));

function isTrusted(
  { read: { server }, at }: Field,
  headers: readonly RawHeader[],
  receiver: Receiver,
): boolean {
  const { preset, ownNames } = receiver;
  if (server === '') return preset.writesNoServerName && at < entryHop(headers, preset.trustedServers);
  if (preset.trustedServers.length > 0)
    return preset.trustedServers.some((one) => (one.startsWith('.') ? server.endsWith(one) : server === one));
  const organizations = ownNames.map(publicSuffixOrganization);
  return organizations.some((one) => isWithin(server, one)) || server === deliveringHost(headers);
}

/** Where the mail came in from outside: the first hop whose `from` is none of the receiver's own hosts. */
function entryHop(headers: readonly RawHeader[], own: readonly string[]): number {
  const at = headers.findIndex(({ name, value }) => {
    if (name !== 'received') return false;
    const from = /^\s*from\s+([a-z0-9.-]+)/i.exec(unfold(value))?.[1]?.toLowerCase();
    return from === undefined || !own.some((suffix) => from.endsWith(suffix));
  });
  return at === -1 ? headers.length : at;
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
