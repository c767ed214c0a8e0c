import type { DnsMessage, DnsRecord } from '../../model/outside-dns.ts';
import { isAtOrBelow, isBelow, plainName } from './name.ts';
import { recordsOf } from './record.ts';

export interface Chain {
  /** Aliases followed, in order. */
  readonly aliases: readonly DnsRecord[];
  /** Where they lead. */
  readonly end: string;
  /** Records of the wanted type there. */
  readonly records: readonly DnsRecord[];
}

const maxAliases = 16;

/**
 * Follows CNAME and DNAME (RFC 6672 section 2.2) inside one response, as far as it may be believed: only names at or below
 * `zone`, the zone its servers were asked for. Null for a loop or more than 16 aliases.
 */
export function followChain(
  message: DnsMessage,
  wanted: { name: string; type: string; zone: string },
): Chain | null {
  const aliases: DnsRecord[] = [];
  const seen = new Set<string>();
  let at = wanted.name;
  for (;;) {
    const records = isAtOrBelow(at, wanted.zone) ? recordsOf(message.answers, at, wanted.type) : [];
    const next = records.length > 0 || wanted.type === 'CNAME' ? null : aliasAt(message, at, wanted.zone);
    if (next === null) return { aliases, end: at, records };
    if (seen.has(at) || aliases.length >= maxAliases) return null;
    seen.add(at);
    aliases.push(next.record);
    at = next.target;
  }
}

interface Alias {
  readonly record: DnsRecord;
  readonly target: string;
}

function aliasAt(message: DnsMessage, name: string, zone: string): Alias | null {
  if (!isAtOrBelow(name, zone)) return null;
  const cname = recordsOf(message.answers, name, 'CNAME')[0];
  if (cname !== undefined) return { record: cname, target: plainName(cname.value) };
  const dname = message.answers.find((record) => record.type === 'DNAME' && isBelow(name, record.name));
  if (dname === undefined) return null;
  const target = `${name.slice(0, -dname.name.length)}${plainName(dname.value)}`;
  return target.length > 253 ? null : { record: dname, target };
}

/** The zone that a referral in answer to a question about `name`, asked of servers of `zone`, leads down to. */
export function referralBelow(message: DnsMessage, name: string, zone: string): string | null {
  if (message.rcode !== 'NOERROR' || message.isAuthoritative) return null;
  if (message.answers.some((record) => record.name === name)) return null;
  const ns = message.authorities.find(
    (record) => record.type === 'NS' && isBelow(record.name, zone) && isAtOrBelow(name, record.name),
  );
  return ns?.name ?? null;
}
