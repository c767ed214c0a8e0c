import { soaOf } from '../../dns/rdata.ts';
import type { DnsRecord } from '../../../model/outside-dns.ts';

/**
 * The next SOA serial (RFC 1982 section 3): the habit of YYYYMMDDnn goes on when the old one follows it and today's number is
 * higher, else one more. `nowMs` is wall-clock time.
 */
export function nextSerial(serial: number, nowMs: number): number {
  const today = Number(new Date(nowMs).toISOString().slice(0, 10).replaceAll('-', '')) * 100;
  const isDated = /^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d\d$/.test(String(serial));
  const next = isDated && serial < today ? today : serial + 1;
  return next > 0xffffffff ? 1 : next;
}

/** The SOA record with its serial moved on; other records and broken SOAs as they are. */
export function withNextSerial(record: DnsRecord, nowMs: number): DnsRecord {
  const soa = record.type === 'SOA' ? soaOf(record) : null;
  if (soa === null) return record;
  const words = record.value.split(' ');
  return {
    ...record,
    value: [...words.slice(0, 2), nextSerial(soa.serial, nowMs), ...words.slice(3)].join(' '),
  };
}
