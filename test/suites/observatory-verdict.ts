import { readSetCookie } from '../../src/protocols/http/cookies/set-cookie.ts';
import { cookieVerdict } from '../../src/protocols/http/cookies/cookie-verdict.ts';
import { fieldValues } from '../../src/protocols/http/fields.ts';
import type { Fields } from '../../src/protocols/http/fields.ts';
import { sniffingVerdict } from '../../src/protocols/http/policies/content-type-options.ts';
import { corsGrant } from '../../src/protocols/http/policies/cors.ts';
import {
  embedderPolicy,
  openerPolicy,
  resourcePolicy,
} from '../../src/protocols/http/policies/cross-origin.ts';
import { readPolicies } from '../../src/protocols/http/policies/csp-policy.ts';
import { cspVerdict } from '../../src/protocols/http/policies/csp-verdict.ts';
import { frameRule } from '../../src/protocols/http/policies/frame-options.ts';
import { referrerVerdict } from '../../src/protocols/http/policies/referrer-policy.ts';
import { scriptLoads } from '../../src/protocols/http/policies/script-integrity.ts';
import { hostOf, isHttps } from '../../src/protocols/http/walk-reading.ts';
import { scanPage } from '../../src/protocols/html/page-scan.ts';
import { readHsts } from '../../src/protocols/tls/hsts.ts';

interface Answer {
  readonly verified: boolean;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly requestHeaders: Readonly<Record<string, string>>;
}
export interface Vector {
  readonly fn: string;
  readonly html?: string;
  readonly finalUrl: string;
  readonly result: string;
  readonly responses: {
    readonly auto: Answer;
    readonly cors: Answer | null;
    readonly http: Answer | null;
    readonly https: Answer | null;
    readonly httpRedirects: readonly { readonly url: string; readonly status: number }[];
  };
}

const fieldsOf = (answer: Answer): Fields =>
  Object.entries(answer.headers).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((each) => [name.toLowerCase(), each] as const),
  );
const values = ({ responses }: Vector, name: string): readonly string[] =>
  fieldValues(fieldsOf(responses.auto), name);
const metas = ({ html }: Vector, name: string): readonly string[] =>
  scanPage(html ?? '').metas.flatMap((meta) => (meta.name === name ? [meta.content] : []));

/** Our judges' answer in the Observatory's words. */
export const verdicts: Readonly<Record<string, (vector: Vector) => string>> = {
  contentSecurityPolicyTest(vector) {
    const enforced = [
      ...values(vector, 'content-security-policy'),
      ...metas(vector, 'content-security-policy'),
    ];
    const verdict = cspVerdict(readPolicies(enforced));
    if (verdict === 'invalid') return 'csp-header-invalid';
    if (verdict !== null) return `csp-implemented-with-${verdict}`;
    const isReporting = values(vector, 'content-security-policy-report-only').length > 0;
    return isReporting ? 'csp-not-implemented-but-reporting-enabled' : 'csp-not-implemented';
  },
  cookiesTest(vector) {
    const nowMs = Date.UTC(2026, 10, 22);
    const read = values(vector, 'set-cookie').map((text) => readSetCookie(text, { nowMs }));
    const hsts = fieldValues(
      fieldsOf(vector.responses.https ?? vector.responses.auto),
      'strict-transport-security',
    );
    const verdict = cookieVerdict(
      read.filter((each) => each !== null),
      hsts.length > 0,
    );
    return verdict === null ? 'cookies-not-found' : `cookies-${verdict}`;
  },
  crossOriginEmbedderPolicyTest: (vector) =>
    worded('coep', embedderPolicy(values(vector, 'cross-origin-embedder-policy'))),
  crossOriginOpenerPolicyTest: (vector) =>
    worded('coop', openerPolicy(values(vector, 'cross-origin-opener-policy'))),
  crossOriginResourcePolicyTest: (vector) =>
    worded('corp', resourcePolicy(values(vector, 'cross-origin-resource-policy'))),
  crossOriginResourceSharingTest: ({ responses }) => corsVerdict(responses.cors),
  redirectionTest: ({ responses }) => redirectionVerdict(responses),
  referrerPolicyTest(vector) {
    const verdict = referrerVerdict([...values(vector, 'referrer-policy'), ...metas(vector, 'referrer')]);
    if (verdict === 'none') return 'referrer-policy-not-implemented';
    return verdict === 'invalid' ? 'referrer-policy-header-invalid' : `referrer-policy-${verdict}`;
  },
  strictTransportSecurityTest: ({ responses }) => hstsVerdict(responses.https),
  subresourceIntegrityTest: (vector) => integrityVerdict(vector),
  xContentTypeOptionsTest(vector) {
    const verdict = sniffingVerdict(values(vector, 'x-content-type-options'));
    if (verdict === 'none') return 'x-content-type-options-not-implemented';
    return verdict === 'invalid' ? 'x-content-type-options-header-invalid' : 'x-content-type-options-nosniff';
  },
  xFrameOptionsTest(vector) {
    const policies = readPolicies(values(vector, 'content-security-policy'));
    const words = {
      'via-csp': 'implemented-via-csp',
      'deny-or-sameorigin': 'sameorigin-or-deny',
      'allow-from': 'allow-from-origin',
      invalid: 'header-invalid',
      none: 'not-implemented',
    } as const;
    return `x-frame-options-${words[frameRule(policies, values(vector, 'x-frame-options'))]}`;
  },
};

function worded(prefix: string, word: string): string {
  if (word === 'none') return `${prefix}-not-implemented`;
  return word === 'invalid' ? `${prefix}-header-invalid` : `${prefix}-implemented-with-${word}`;
}

function corsVerdict(cors: Answer | null): string {
  const prefix = 'cross-origin-resource-sharing';
  if (cors === null) return `${prefix}-not-implemented`;
  const fields = fieldsOf(cors);
  const answer = {
    allowOrigin: fieldValues(fields, 'access-control-allow-origin')[0] ?? null,
    allowCredentials: fieldValues(fields, 'access-control-allow-credentials')[0] ?? null,
  };
  const access = {
    none: 'not-implemented',
    public: 'implemented-with-public-access',
    contradiction: 'implemented-with-public-access',
    origin: 'implemented-with-restricted-access',
    other: 'implemented-with-restricted-access',
    'origin-with-credentials': 'implemented-with-universal-access',
  } as const;
  return `${prefix}-${access[corsGrant(answer, cors.requestHeaders['origin'] ?? '')]}`;
}

function redirectionVerdict({ http, httpRedirects }: Vector['responses']): string {
  if (http === null) return 'redirection-not-needed-no-http';
  const [start, first] = httpRedirects;
  const last = httpRedirects.at(-1);
  if (start === undefined || first === undefined || last === undefined) return 'redirection-missing';
  if (!isHttps(last.url)) return 'redirection-not-to-https';
  if (!isHttps(first.url)) return 'redirection-not-to-https-on-initial-redirection';
  return hostOf(start.url) === hostOf(first.url) ? 'redirection-to-https' : 'redirection-off-host-from-http';
}

const sixMonthsSeconds = 15_552_000;

function hstsVerdict(https: Answer | null): string {
  if (https === null) return 'hsts-not-implemented-no-https';
  const value = fieldValues(fieldsOf(https), 'strict-transport-security')[0];
  if (value === undefined) return 'hsts-not-implemented';
  if (!https.verified) return 'hsts-invalid-cert';
  const { header, errors } = readHsts(value);
  // The field is no list: two joined by a comma are not in its grammar (RFC 6797 section 6.1).
  if (header.maxAgeSeconds === null || errors.length > 0 || value.includes(',')) return 'hsts-header-invalid';
  const isLong = header.maxAgeSeconds >= sixMonthsSeconds;
  return `hsts-implemented-max-age-${isLong ? 'at-least' : 'less-than'}-six-months`;
}

function integrityVerdict({ html, finalUrl }: Vector): string {
  const loads = scriptLoads(finalUrl, scanPage(html ?? '').scripts);
  if (loads.length === 0) return 'sri-not-implemented-but-no-scripts-loaded';
  const bare = loads.filter((load) => !load.hasIntegrity);
  if (bare.some((load) => !load.isSecure))
    return 'sri-not-implemented-and-external-scripts-not-loaded-securely';
  if (loads.some((load) => !load.isSecure)) return 'sri-implemented-but-external-scripts-not-loaded-securely';
  if (bare.some((load) => load.isForeign)) return 'sri-not-implemented-but-external-scripts-loaded-securely';
  if (bare.length === 0) return 'sri-implemented-and-all-scripts-loaded-securely';
  return loads.some((load) => load.hasIntegrity)
    ? 'sri-implemented-and-external-scripts-loaded-securely'
    : 'sri-not-implemented-but-all-scripts-loaded-from-secure-origin';
}
