import type { DnsMessage, DnsRecord } from '../../../model/outside-dns.ts';
import { isAtOrBelow, plainName } from '../name.ts';
import { recordsOf } from '../record.ts';

/** Records of the asked owner and type in the answer section. */
export const answersOf = (message: DnsMessage, name: string, type: string): readonly DnsRecord[] =>
  recordsOf(message.answers, name, type);

/** Server names of NS records. */
export const serverNames = (records: readonly DnsRecord[]): readonly string[] => [
  ...new Set(records.filter((record) => record.type === 'NS').map((record) => plainName(record.value))),
];

/** The zone a response refers to: NOERROR, not authoritative, NS records in the authority section, no data. */
export function referralZone(message: DnsMessage): string | null {
  const isData = message.answers.some((record) => record.type !== 'CNAME');
  if (message.rcode !== 'NOERROR' || message.isAuthoritative || isData) return null;
  return message.authorities.find((record) => record.type === 'NS')?.name ?? null;
}

/** Addresses in the additional section for one name. */
export const glueOf = (message: DnsMessage, name: string): readonly string[] =>
  message.additionals
    .filter((record) => record.name === name && (record.type === 'A' || record.type === 'AAAA'))
    .map((record) => record.value);

/** Where a chain of CNAME records leads within one answer section, at most 16 steps; null on a loop. */
export function aliasEnd(answers: readonly DnsRecord[], name: string): string | null {
  let at = name;
  for (let steps = 0; steps <= 16; steps += 1) {
    const alias = answers.find((record) => record.type === 'CNAME' && record.name === at);
    if (alias === undefined) return at;
    at = plainName(alias.value);
  }
  return null;
}

/** In-domain in the words of RFC 9499 section 7: the server's name is at or below the zone it serves. */
export const isInDomain = (server: string, zone: string): boolean => isAtOrBelow(server, zone);

export const unique = (values: Iterable<string>): readonly string[] => [...new Set(values)];
