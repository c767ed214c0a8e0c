import type { DnsRecord } from '../../model/outside-dns.ts';
import { bareName } from './answers.ts';

/** RFC 1035 section 3.3.13; times in seconds. */
export interface Soa {
  readonly primary: string;
  readonly contact: string;
  readonly serial: number;
  readonly refreshSeconds: number;
  readonly retrySeconds: number;
  readonly expireSeconds: number;
  readonly minimumSeconds: number;
  readonly ttlSeconds: number;
  /** How long "no such name" is remembered: the smaller of MINIMUM and the record's TTL (RFC 2308 section 5). */
  readonly negativeTtlSeconds: number;
}

/** Null when the value is no SOA. */
export function parseSoa(record: Pick<DnsRecord, 'value' | 'ttlSeconds'>): Soa | null {
  const parts = record.value.trim().split(/\s+/);
  const [primary, contact] = parts;
  const numbers = parts.slice(2).map(Number);
  if (primary === undefined || contact === undefined || parts.length !== 7) return null;
  if (!numbers.every((value) => Number.isInteger(value) && value >= 0 && value <= 0xffffffff)) return null;
  const [serial = 0, refreshSeconds = 0, retrySeconds = 0, expireSeconds = 0, minimumSeconds = 0] = numbers;
  return {
    primary: bareName(primary),
    contact: bareName(contact),
    serial,
    refreshSeconds,
    retrySeconds,
    expireSeconds,
    minimumSeconds,
    ttlSeconds: record.ttlSeconds,
    negativeTtlSeconds: Math.min(minimumSeconds, record.ttlSeconds),
  };
}
