import { domainName } from '../dns/name.ts';
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

/** Tags of the IANA registry as of 2026-11 (RFC 8659, 9495, 9632 and the CA/Browser Forum's). */
const knownTags = new Set([
  'issue',
  'issuewild',
  'issuemail',
  'issuevmc',
  'iodef',
  'contactemail',
  'contactphone',
]);

/** What is wrong with a record as text (RFC 8659 sections 4.1 to 4.4); null when it can be read. */
export function caaProblem(record: DnsRecord): string | null {
  const parsed = caaOf(record);
  if (parsed === null) return 'cannot be read';
  const { tag, value, isCritical } = parsed;
  if (!knownTags.has(tag)) return isCritical ? `critical and unknown tag "${tag}"` : `unknown tag "${tag}"`;
  if (tag === 'iodef') return /^(mailto:|https?:\/\/)/.test(value) ? null : 'is neither mailto: nor https:';
  if (!tag.startsWith('issue')) return null;
  const issuer = (value.split(';')[0] ?? '').trim();
  if (issuer === '') return null;
  return domainName(issuer) === null || !issuer.includes('.') ? `"${issuer}" is no domain name` : null;
}
