import type { DnsRecord } from '../../model/outside-dns.ts';
import { caaOf } from '../dns/rdata.ts';

/**
 * May a certificate authority issue under these records (RFC 8659 section 4.2 and 4.3)? `issuewild` replaces `issue` for
 * wildcard names; without any property of the kind everybody may.
 */
export function isIssuerAllowed(
  records: readonly DnsRecord[],
  wanted: { readonly domains: readonly string[]; readonly isWildcard: boolean },
): boolean {
  const properties = records.flatMap((record) => caaOf(record) ?? []);
  const wild = properties.filter((each) => each.tag === 'issuewild');
  const plain = properties.filter((each) => each.tag === 'issue');
  const counting = wanted.isWildcard && wild.length > 0 ? wild : plain;
  if (counting.length === 0) return true;
  const allowed = counting.map((each) => (each.value.split(';')[0] ?? '').trim().toLowerCase());
  return wanted.domains.some((domain) => allowed.includes(domain));
}
