import type { Capability } from '../../model/fix.ts';
import { settingIds } from './settings.ts';

const yes: Capability = { can: 'yes' };
const recordTypes = [
  'A',
  'AAAA',
  'CAA',
  'CNAME',
  'DS',
  'HTTPS',
  'MX',
  'NAPTR',
  'NS',
  'OPENPGPKEY',
  'PTR',
  'SMIMEA',
  'SRV',
  'SSHFP',
  'SVCB',
  'TLSA',
  'TXT',
  'URI',
];

/** What Cloudflare holds, as of the API contract of 2026-08. How many rules fit is the plan's business: see `planQuotas`. */
export const cloudflareCapabilities: Readonly<Record<string, Capability>> = {
  rrset: { can: 'no', note: 'Cloudflare does not hold records of this type' },
  ...Object.fromEntries(recordTypes.map((type): [string, Capability] => [`rrset:${type}`, yes])),
  'rrset:NS@apex': { can: 'no', note: 'Cloudflare sets the name servers of the zone itself' },
  'rrset:CNAME@apex': yes,
  ...Object.fromEntries(settingIds.map((id): [string, Capability] => [`setting:${id}`, yes])),
  rule: yes,
  dnssec: yes,
  'universal-ssl': yes,
  bots: yes,
  proxied: yes,
  comments: yes,
  'ttl-auto': yes,
};

export const cloudflarePlans = ['free', 'pro', 'business', 'enterprise'] as const;
export type CloudflarePlan = (typeof cloudflarePlans)[number];

/** Rules per family and plan (Cloudflare's plan pages, 2026); transform rules count together over all kinds. */
export const planQuotas = {
  redirect: { free: 10, pro: 25, business: 50, enterprise: 300 },
  cache: { free: 10, pro: 25, business: 50, enterprise: 300 },
  'response-headers': { free: 10, pro: 25, business: 50, enterprise: 300 },
  'rate-limit': { free: 1, pro: 2, business: 5, enterprise: 100 },
  waf: { free: 5, pro: 20, business: 100, enterprise: 1000 },
} as const;

export const ttlLimits = { leastSeconds: 60, mostSeconds: 86_400 } as const;
