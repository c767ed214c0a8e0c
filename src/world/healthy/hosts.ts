import type { AppName, CertificatePlan, HostPlan } from '../plan.ts';

const domain = 'harbormarket.shop';

const pagePolicy =
  `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' https://api.${domain}; ` +
  `form-action 'self' https://checkout.${domain} https://${domain}; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'`;

/** One year, as a product that is sure of all its hosts sets it. */
const secureHeaders = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'strict-origin-when-cross-origin',
};
const pageHeaders = {
  ...secureHeaders,
  'content-security-policy': pagePolicy,
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(self)',
  'cross-origin-opener-policy': 'same-origin',
};

/** A host without faults; `patch` says what is special. */
export const hostPlan = (name: string, app: AppName, patch: Partial<HostPlan> = {}): HostPlan => ({
  name,
  certificate: name,
  app,
  plain: 'redirect',
  plainStatus: 301,
  redirects: [],
  files: {},
  headers: pageHeaders,
  pathHeaders: {},
  rewrites: [],
  isCompressed: true,
  cache: { isOn: true, ignoresPrivacy: false },
  tls: { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3', ciphers: null, hasShortPrime: false },
  latencyMs: 0,
  blockedAgents: [],
  outage: null,
  echoesTrace: false,
  maxBodyBytes: 1024 * 1024,
  ...patch,
});

/** A 90-day certificate three weeks into its life. */
export const certificatePlan = (
  names: readonly string[],
  patch: Partial<CertificatePlan> = {},
): CertificatePlan => ({
  names,
  commonName: names[0] ?? '',
  startsInDays: -20,
  endsInDays: 70,
  key: 'p256',
  digest: 'sha256',
  issuer: 'intermediate',
  sends: ['leaf', 'intermediate'],
  isServerAuth: true,
  isStapleRequired: false,
  ...patch,
});

const service = { headers: secureHeaders, cache: { isOn: false, ignoresPrivacy: false } };

export const healthyHosts = (): readonly HostPlan[] => [
  hostPlan(domain, 'market'),
  hostPlan(`www.${domain}`, 'market', {
    // Straight to the canonical host, so that http://www needs one hop only.
    redirects: [
      { from: '/*', scheme: 'both', to: `https://${domain}/*`, status: 301, keepsQuery: true, agent: null },
    ],
  }),
  hostPlan(`api.${domain}`, 'api', {
    plainStatus: 308, // keeps method and body (RFC 9110 section 15.4.9)
    headers: { ...secureHeaders, 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" },
  }),
  hostPlan(`checkout.${domain}`, 'checkout'),
  hostPlan(`admin.${domain}`, 'admin', { headers: { ...pageHeaders, 'x-robots-tag': 'noindex, nofollow' } }),
  hostPlan(`mta-sts.${domain}`, 'mta-sts', service),
  hostPlan('api.pennyworthpay.com', 'payment', service),
  hostPlan('api.breakwater-edge.net', 'vendor', service),
  hostPlan('data.iana.org', 'bootstrap', service),
  hostPlan('rdap.gmoregistry.net', 'rdap', service),
  hostPlan('pki.beacon-pki.net', 'pki', { ...service, plain: 'serve' }),
];
