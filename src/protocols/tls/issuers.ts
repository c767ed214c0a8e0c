import type { CertificateSummary } from './certificate-summary.ts';
import { lifetimeDays } from './lifetime.ts';

export interface RenewalPath {
  readonly kind: 'automatic' | 'by-hand' | 'unknown';
  readonly issuer: string;
  /** One clause: `Let's Encrypt issues through ACME only`. */
  readonly how: string;
}

/** Issuing organisations as they stand in certificates, and how their certificates come about. Read November 2026. */
const knownIssuers: readonly {
  readonly match: RegExp;
  readonly how: string;
  readonly isAlwaysAutomatic: boolean;
}[] = [
  { match: /let.?s encrypt|isrg/i, how: 'Let’s Encrypt issues through ACME only', isAlwaysAutomatic: true },
  {
    match: /google trust services/i,
    how: 'Google Trust Services issues through ACME and managed platforms',
    isAlwaysAutomatic: true,
  },
  {
    match: /^amazon/i,
    how: 'Amazon renews certificates in its own services by itself',
    isAlwaysAutomatic: true,
  },
  { match: /cloudflare/i, how: 'Cloudflare renews its edge certificates by itself', isAlwaysAutomatic: true },
  {
    match: /microsoft/i,
    how: 'Microsoft renews the certificates of its platforms by itself',
    isAlwaysAutomatic: true,
  },
  {
    match: /zerossl|buypass|ssl\.com|ssl corp|actalis/i,
    how: 'the authority offers ACME and sales by hand',
    isAlwaysAutomatic: false,
  },
  {
    match:
      /sectigo|comodo|digicert|globalsign|godaddy|entrust|certum|geotrust|rapidssl|thawte|harica|telesec/i,
    how: 'the authority sells by hand and offers ACME',
    isAlwaysAutomatic: false,
  },
];

/** Longest lifetime that ACME clients ask for by habit. */
const acmeHabitDays = 91;

/** What issuer and lifetime say about renewal; a guess is never called automatic. */
export function renewalOf(leaf: CertificateSummary): RenewalPath {
  const issuer = leaf.issuerOrganization ?? leaf.issuerCommonName ?? 'an unnamed issuer';
  const known = knownIssuers.find(({ match }) => match.test(issuer));
  if (known?.isAlwaysAutomatic === true) return { kind: 'automatic', issuer, how: known.how };
  const isShort = lifetimeDays(leaf) <= acmeHabitDays;
  if (known !== undefined && !isShort) return { kind: 'by-hand', issuer, how: known.how };
  return { kind: 'unknown', issuer, how: known?.how ?? 'the issuer is not one we know' };
}
