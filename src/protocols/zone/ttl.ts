import type { DnsRecord } from '../../model/outside-dns.ts';
import { isOwnAnswer, type Answer } from './answers.ts';

export interface OwnTtl {
  readonly type: string;
  readonly ttlSeconds: number;
}

/**
 * TTLs of the records at the host's own name, as the authoritative servers give them (a resolver's count down). What lies behind
 * an alias is its owner's choice and is left out. Longest per type.
 */
export function ownTtls(answers: {
  readonly host: string;
  readonly servers: readonly { readonly a: Answer; readonly aaaa: Answer }[];
}): readonly OwnTtl[] {
  const records = answers.servers
    .flatMap(({ a, aaaa }) => [a, aaaa])
    .filter(isOwnAnswer)
    .flatMap((answer) => answer.records)
    .filter((record) => record.name === answers.host && record.type !== 'RRSIG');
  return [...new Set(records.map((record) => record.type))].map((type) => ({
    type,
    ttlSeconds: longest(records, type),
  }));
}

const longest = (records: readonly DnsRecord[], type: string): number =>
  Math.max(...records.filter((record) => record.type === type).map((record) => record.ttlSeconds));
