import { fieldValues } from './fields.ts';
import type { Fields } from './fields.ts';

interface Sign {
  readonly vendor: string;
  readonly field: string;
  readonly pattern: RegExp;
}

/** Cookies and fields by which a protection against bots and floods shows itself; vendors' documentation, November 2026. */
const signs: readonly Sign[] = [
  { vendor: 'Cloudflare bot management', field: 'set-cookie', pattern: /^__cf_bm=|^cf_clearance=/ },
  { vendor: 'Cloudflare', field: 'cf-ray', pattern: /./ },
  { vendor: 'Akamai Bot Manager', field: 'set-cookie', pattern: /^(?:_abck|bm_sz|ak_bmsc)=/ },
  { vendor: 'Imperva', field: 'set-cookie', pattern: /^(?:visid_incap_|incap_ses_|nlbi_)/ },
  { vendor: 'DataDome', field: 'set-cookie', pattern: /^datadome=/ },
  { vendor: 'DataDome', field: 'x-datadome', pattern: /./ },
  { vendor: 'HUMAN', field: 'set-cookie', pattern: /^_px(?:3|hd|vid|de)?=/ },
  { vendor: 'AWS WAF', field: 'set-cookie', pattern: /^aws-waf-token=/ },
  { vendor: 'AWS WAF', field: 'x-amzn-waf-action', pattern: /./ },
  { vendor: 'Sucuri', field: 'x-sucuri-id', pattern: /./ },
  { vendor: 'Vercel Firewall', field: 'x-vercel-mitigated', pattern: /./ },
  { vendor: 'F5', field: 'set-cookie', pattern: /^TS[0-9a-f]{8,}=/ },
];

/** Names of protections seen in an answer's fields. */
export const protectionsIn = (fields: Fields): readonly string[] => [
  ...new Set(
    signs
      .filter(({ field, pattern }) => fieldValues(fields, field).some((value) => pattern.test(value)))
      .map(({ vendor }) => vendor),
  ),
];

const challengeFields: readonly (readonly [string, RegExp])[] = [
  ['cf-mitigated', /challenge/i],
  ['x-vercel-mitigated', /challenge/i],
  ['x-amzn-waf-action', /challenge|captcha/i],
  ['x-datadome', /protected/i],
];
const challengeBody =
  /<title>\s*(?:Just a moment\.\.\.|Attention Required! \| Cloudflare|Access denied \| |DDoS-Guard|Vercel Security Checkpoint|Human Verification|Pardon Our Interruption)|\/cdn-cgi\/challenge-platform\/|captcha-delivery\.com|id="px-captcha"|_Incapsula_Resource\?|awsWafCookieDomainList|Checking your browser before accessing/i;

/** Instead of the page: a riddle or a refusal by a protection. */
export const isChallenge = (status: number, fields: Fields, body: string): boolean =>
  challengeFields.some(([name, pattern]) => fieldValues(fields, name).some((value) => pattern.test(value))) ||
  (status !== 200 || body.length < 60_000 ? challengeBody.test(body.slice(0, 60_000)) : false);
