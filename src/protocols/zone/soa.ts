import type { DnsRecord } from '../../model/outside-dns.ts';
import { soaOf, type Soa as SoaFields } from '../dns/rdata.ts';

/** RFC 1035 section 3.3.13, with the time a missing name is remembered. */
export interface Soa extends SoaFields {
  readonly ttlSeconds: number;
  /** How long "no such name" is remembered: the smaller of MINIMUM and the record's TTL (RFC 2308 section 5). */
  readonly negativeTtlSeconds: number;
}

/** Null when the record is no SOA. */
export function parseSoa(record: DnsRecord): Soa | null {
  const soa = soaOf(record);
  if (soa === null) return null;
  const { ttlSeconds } = record;
  return { ...soa, ttlSeconds, negativeTtlSeconds: Math.min(soa.minimumSeconds, ttlSeconds) };
}
