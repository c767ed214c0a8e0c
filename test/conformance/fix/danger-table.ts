import { generateKeyPairSync } from 'node:crypto';
import type { Json } from '../../../src/model/json.ts';
import { zone } from './plans.ts';

/** One plan against the zone below. Names in `remove` and `proxy` are relative; `@` is the domain. */
export interface DangerRow {
  readonly title: string;
  /** Record sets that go: `www/A`. */
  readonly remove?: readonly string[];
  /** Zone lines; each replaces the whole set of its name and type. */
  readonly lines?: readonly string[];
  readonly edge?: Readonly<Record<string, Json>>;
  readonly proxy?: readonly string[];
}

const key = generateKeyPairSync('rsa', { modulusLength: 2048 })
  .publicKey.export({ type: 'spki', format: 'der' })
  .toString('base64');

export const zoneLines: readonly string[] = [
  '@ NS ns1.dns.example.net.',
  '@ NS ns2.dns.example.net.',
  '@ A 89.187.162.20',
  '@ AAAA 2a02:6ea0:c700::20',
  'www A 89.187.162.20',
  'api A 89.187.162.21',
  'checkout CNAME shop.platform.example.net.',
  'blog CNAME blogs.platform.example.net.',
  'shop A 89.187.162.22',
  'old A 89.187.162.23',
  'smtp A 89.187.162.25',
  'files A 89.187.162.26',
  '@ MX 1 smtp.google.com.',
  'in MX 10 smtp',
  '@ TXT "v=spf1 include:_spf.google.com include:spf.mtasv.net include:gone.example.net -all"',
  '@ TXT "google-site-verification=abcdef"',
  '_dmarc TXT "v=DMARC1; p=none; rua=mailto:dmarc@harbour.example"',
  `google._domainkey TXT "v=DKIM1; k=rsa; p=${key.slice(0, 200)}" "${key.slice(200)}"`,
  'old._domainkey TXT "v=DKIM1; p="',
  '@ CAA 0 issue "letsencrypt.org"',
  '_acme-challenge TXT "token"',
  'status NS ns1.status.example.net.',
];

const hsts = (maxAgeSeconds: number, includesSubdomains = false, isPreload = false): Json => ({
  maxAgeSeconds,
  includesSubdomains,
  isPreload,
  hasNosniff: false,
});
export const edgeState: Readonly<Record<string, Json>> = {
  'setting:ssl': 'strict',
  'setting:always-https': true,
  'setting:min-tls': '1.2',
  'setting:hsts': hsts(86_400),
  'setting:rocket-loader': false,
  'setting:early-data': false,
  'setting:browser-cache-seconds': 0,
  'setting:brotli': false,
  'setting:http3': false,
  'setting:early-hints': false,
  'setting:websockets': true,
  'setting:development-mode': true,
  'setting:security-level': 'medium',
  'setting:cache-level': 'aggressive',
  'setting:tls-1-3': false,
  'universal-ssl': true,
  dnssec: true,
  bots: { fightMode: false },
  'rule:redirect/foreign': { foreign: { action: 'redirect' } },
  'rule:redirect/old-blog': redirect({ hosts: [`old.${zone}`] }, { host: `blog.${zone}`, path: 'same' }),
};

function redirect(match: Json, to: Json, isEnabled = true): Json {
  return { title: 'test', isEnabled, match, to, status: 301, keepsQuery: true };
}
const cacheRule = (match: Json, edge: Json, browser: Json): Json => ({
  title: 'test',
  isEnabled: true,
  match,
  edge,
  browser,
});
const headerRule = (set: Json, remove: readonly string[] = []): Json => ({
  title: 'test',
  isEnabled: true,
  match: { hosts: [zone] },
  set,
  remove,
});
const limit = (match: Json, requests: number, perSeconds: number): Json => ({
  title: 'test',
  isEnabled: true,
  match,
  requests,
  perSeconds,
  blockSeconds: 10,
});
const waf = (match: Json, action: string): Json => ({ title: 'test', isEnabled: true, match, action });

const records = (rows: readonly (readonly [title: string, ...lines: string[]])[]): readonly DangerRow[] =>
  rows.map(([title, ...lines]) => ({ title, lines }));
const gone = (rows: readonly (readonly [title: string, ...sets: string[]])[]): readonly DangerRow[] =>
  rows.map(([title, ...remove]) => ({ title, remove }));
const edges = (
  rows: readonly (readonly [title: string, resource: string, value: Json])[],
): readonly DangerRow[] => rows.map(([title, resource, value]) => ({ title, edge: { [resource]: value } }));

/** Each would take down the product, its mail, or the trust in it. */
export const ruinous: readonly DangerRow[] = [
  ...gone([
    ['the apex leads nowhere', '@/A', '@/AAAA'],
    ['the api leads nowhere', 'api/A'],
    ['the checkout leads nowhere', 'checkout/CNAME'],
    ['www leads nowhere', 'www/A'],
    ['mail exchangers go', '@/MX'],
    ['the DKIM key in use goes', 'google._domainkey/TXT'],
    ['the DMARC record goes', '_dmarc/TXT'],
    ['all texts of the apex go, SPF and verification with them', '@/TXT'],
    ['the delegation of the zone goes', '@/NS'],
    ['the delegation of a child goes', 'status/NS'],
    ['a certificate challenge goes', '_acme-challenge/TXT'],
    ['the mail server of a mail domain leads nowhere', 'smtp/A'],
  ]),
  ...records([
    ['the apex moves', '@ A 65.109.84.11'],
    ['the apex gets a private address', '@ A 10.0.0.5'],
    ['the apex gets loopback', '@ A 127.0.0.1'],
    ['the api moves', 'api A 65.109.84.11'],
    ['the api gets a second, foreign address', 'api A 89.187.162.21', 'api A 65.109.84.11'],
    ['the checkout moves to another platform', 'checkout CNAME shop.other.example.org.'],
    ['the checkout leads to itself', 'checkout CNAME checkout'],
    ['the checkout leads to a name that is not there', 'checkout CNAME nowhere'],
    ['the mail server moves', 'smtp A 65.109.84.12'],
    ['everything below the domain answers', '* A 65.109.84.11'],
    ['the mailbox provider is exchanged', '@ MX 10 mx.other.example.org.'],
    ['the domain refuses mail', '@ MX 0 .'],
    ['mail goes to an address', '@ MX 10 89.187.162.25.'],
    ['mail goes to an alias', '@ MX 10 checkout'],
    ['mail goes to a host that is not there', '@ MX 10 nomail'],
    [
      'a second SPF record',
      '@ TXT "v=spf1 include:_spf.google.com -all"',
      '@ TXT "v=spf1 include:spf.mtasv.net -all"',
      '@ TXT "google-site-verification=abcdef"',
    ],
    [
      'SPF that allows the world',
      '@ TXT "v=spf1 include:_spf.google.com +all"',
      '@ TXT "google-site-verification=abcdef"',
    ],
    ['SPF with a bare all', '@ TXT "v=spf1 all"', '@ TXT "google-site-verification=abcdef"'],
    [
      'SPF without the mailbox provider',
      '@ TXT "v=spf1 include:spf.mtasv.net -all"',
      '@ TXT "google-site-verification=abcdef"',
    ],
    ['SPF for nobody', '@ TXT "v=spf1 -all"', '@ TXT "google-site-verification=abcdef"'],
    [
      'SPF with a typing mistake',
      '@ TXT "v=spf1 inlcude:_spf.google.com -all"',
      '@ TXT "google-site-verification=abcdef"',
    ],
    [
      'SPF with eleven look-ups',
      `@ TXT "v=spf1 include:_spf.google.com include:spf.mtasv.net ${['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `include:${name}.example.net`).join(' ')} -all"`,
      '@ TXT "google-site-verification=abcdef"',
    ],
    [
      'the verification text goes',
      '@ TXT "v=spf1 include:_spf.google.com include:spf.mtasv.net include:gone.example.net -all"',
    ],
    ['DMARC from none to reject', '_dmarc TXT "v=DMARC1; p=reject; rua=mailto:dmarc@harbour.example"'],
    [
      'DMARC to quarantine without evidence',
      '_dmarc TXT "v=DMARC1; p=quarantine; rua=mailto:dmarc@harbour.example"',
    ],
    ['two DMARC records', '_dmarc TXT "v=DMARC1; p=none"', '_dmarc TXT "v=DMARC1; p=reject"'],
    ['DMARC misspelt', '_dmarc TXT "v=DMARC1; p=rejct"'],
    ['the DKIM key is revoked', 'google._domainkey TXT "v=DKIM1; p="'],
    ['the DKIM key is cut', `google._domainkey TXT "v=DKIM1; k=rsa; p=${key.slice(0, 120)}"`],
    ['CAA locks the live authority out', '@ CAA 0 issue "sectigo.com"'],
    ['CAA forbids everybody', '@ CAA 0 issue ";"'],
    ['other name servers for the zone', '@ NS ns1.other.example.org.'],
    ['another child zone takes the shop away', 'shop NS ns1.other.example.org.'],
    [
      'a DS record for a child that is not signed',
      'status DS 12345 13 2 A1B2C3D4E5F60718293A4B5C6D7E8F90A1B2C3D4E5F60718293A4B5C6D7E8F90',
    ],
  ]),
  { title: 'the mail server goes behind the edge', proxy: ['smtp'] },
  { title: 'the apex goes behind the edge', proxy: [zone] },
  { title: 'www leaves the edge', lines: ['www A 89.187.162.20'] },
  ...edges([
    ['TLS to the origin becomes flexible', 'setting:ssl', 'flexible'],
    ['TLS is switched off', 'setting:ssl', 'off'],
    ['certificates of the origin are not checked any more', 'setting:ssl', 'full'],
    ['plain HTTP comes back', 'setting:always-https', false],
    ['only TLS 1.3', 'setting:min-tls', '1.3'],
    ['TLS 1.0 comes back', 'setting:min-tls', '1.0'],
    ['HSTS for a year at once', 'setting:hsts', hsts(31_536_000)],
    ['HSTS for all subdomains', 'setting:hsts', hsts(86_400, true)],
    ['HSTS preload', 'setting:hsts', hsts(31_536_000, true, true)],
    ['the edge’s certificates are switched off', 'universal-ssl', false],
    ['DNSSEC is switched off under a DS record', 'dnssec', false],
    ['early data for a shop', 'setting:early-data', true],
    ['scripts in another order', 'setting:rocket-loader', true],
    ['browsers keep pages for a month', 'setting:browser-cache-seconds', 2_592_000],
    ['every visitor is tested', 'setting:security-level', 'under_attack'],
    ['queries are ignored by the cache', 'setting:cache-level', 'simplified'],
    ['programs are challenged', 'bots', { fightMode: true }],
    ['a redirect loop', 'rule:redirect/loop', redirect({ hosts: [zone] }, { host: zone, path: 'same' })],
    [
      'a redirect loop over two rules',
      'rule:redirect/loop',
      redirect({ hosts: [`blog.${zone}`] }, { host: `old.${zone}`, path: 'same' }),
    ],
    [
      'everything leads to one place',
      'rule:redirect/all',
      redirect({}, { host: 'sale.example.org', path: '/' }),
    ],
    [
      'visitors leave for another company',
      'rule:redirect/away',
      redirect({ hosts: [zone] }, { host: 'other.example.org', path: 'same' }),
    ],
    [
      'the api only forwards',
      'rule:redirect/api',
      redirect({ hosts: [`api.${zone}`] }, { host: zone, path: 'same' }),
    ],
    [
      'webhooks are redirected',
      'rule:redirect/hook',
      redirect({ hosts: [zone], paths: ['/webhooks/*'] }, { host: `api.${zone}`, path: 'same' }),
    ],
    ['somebody’s rule is deleted', 'rule:redirect/foreign', null],
    ['every page is stored', 'rule:cache/all', cacheRule({ hosts: [zone] }, 7_200, 'origin')],
    [
      'accounts are stored',
      'rule:cache/account',
      cacheRule({ hosts: [zone], paths: ['/account'] }, 7_200, 'origin'),
    ],
    [
      'a content policy from nowhere',
      'rule:response-headers/csp',
      headerRule({ 'Content-Security-Policy': "default-src 'self'" }),
    ],
    ['any site may read', 'rule:response-headers/cors', headerRule({ 'Access-Control-Allow-Origin': '*' })],
    ['HSTS goes as a header', 'rule:response-headers/no-hsts', headerRule({}, ['Strict-Transport-Security'])],
    ['everybody is blocked', 'rule:waf/all', waf({}, 'block')],
    ['certificates cannot be renewed', 'rule:waf/dots', waf({ hosts: [zone], paths: ['/.*'] }, 'block')],
    ['the shop is blocked', 'rule:waf/shop', waf({ hosts: [zone], paths: ['/shop/*'] }, 'block')],
    [
      'webhooks are challenged',
      'rule:waf/hooks',
      waf({ hosts: [zone], paths: ['/webhooks/*'] }, 'challenge'),
    ],
    [
      'webhooks are limited',
      'rule:rate-limit/hooks',
      limit({ hosts: [zone], paths: ['/webhooks/*'] }, 20, 10),
    ],
    ['a page cannot load its files', 'rule:rate-limit/all', limit({ hosts: [zone] }, 5, 10)],
  ]),
];

const plenty = (count: number, make: (n: number) => DangerRow): readonly DangerRow[] =>
  Array.from({ length: count }, (_, index) => make(index + 1));

/** What a good week brings. */
export const harmless: readonly DangerRow[] = [
  ...plenty(12, (n) => ({ title: `a new name ${n}`, lines: [`new${n} A 89.187.163.${n}`] })),
  ...plenty(8, (n) => ({
    title: `a new alias ${n}`,
    lines: [`help${n} CNAME help${n}.platform.example.net.`],
  })),
  ...plenty(6, (n) => ({ title: `a new IPv6 address ${n}`, lines: [`new${n} AAAA 2a02:6ea0:c700::${n}`] })),
  ...plenty(8, (n) => ({
    title: `a verification text more ${n}`,
    lines: [...zoneLines.filter((line) => line.startsWith('@ TXT')), `@ TXT "site-verification-${n}=xyz"`],
  })),
  ...plenty(6, (n) => ({
    title: `a new DKIM alias ${n}`,
    lines: [`s${n}._domainkey CNAME s${n}.domainkey.u1.wl.sendgrid.net.`],
  })),
  ...plenty(5, (n) => ({
    title: `a shorter TTL ${n}`,
    lines: [
      `${['api', 'shop', 'old', 'smtp', 'files'][n - 1]} ${n * 60} A ${['89.187.162.21', '89.187.162.22', '89.187.162.23', '89.187.162.25', '89.187.162.26'][n - 1]}`,
    ]
      .filter((line) => !line.startsWith('shop'))
      .concat(n === 2 ? ['blog 120 CNAME blogs.platform.example.net.'] : []),
  })),
  ...plenty(5, (n) => ({
    title: `a service record ${n}`,
    lines: [`_sip${n}._tcp SRV 10 5 5060 sip.example.net.`],
  })),
  ...plenty(4, (n) => ({
    title: `an SSH fingerprint ${n}`,
    lines: [`files SSHFP ${n} 2 A1B2C3D4E5F60718293A4B5C6D7E8F90A1B2C3D4E5F60718293A4B5C6D7E8F90`],
  })),
  ...plenty(6, (n) => ({
    title: `a redirect of one page ${n}`,
    edge: {
      [`rule:redirect/page-${n}`]: redirect(
        { hosts: [zone], paths: [`/old-${n}`] },
        { host: zone, path: `/new-${n}` },
      ),
    },
  })),
  ...plenty(4, (n) => ({
    title: `files kept by browsers ${n}`,
    edge: {
      [`rule:cache/assets-${n}`]: cacheRule(
        { hosts: [zone], paths: [`/assets-${n}/*`] },
        'origin',
        31_536_000,
      ),
    },
  })),
  ...plenty(4, (n) => ({
    title: `a page not cached ${n}`,
    edge: { [`rule:cache/no-${n}`]: cacheRule({ hosts: [zone], paths: [`/me-${n}`] }, 'bypass', 'origin') },
  })),
  ...plenty(3, (n) => ({
    title: `pages tested ${n}`,
    edge: { [`rule:waf/try-${n}`]: waf({ hosts: [zone], paths: [`/try-${n}`] }, 'challenge') },
  })),
  ...plenty(2, (n) => ({
    title: `sign-up limited ${n}`,
    edge: { 'rule:rate-limit/signup': limit({ hosts: [zone], paths: ['/signup', `/login-${n}`] }, 20, 10) },
  })),
  ...edges([
    [
      'types are not guessed',
      'rule:response-headers/nosniff',
      headerRule({ 'X-Content-Type-Options': 'nosniff' }),
    ],
    [
      'referrers are short',
      'rule:response-headers/referrer',
      headerRule({ 'Referrer-Policy': 'strict-origin-when-cross-origin' }),
    ],
    ['software is not named', 'rule:response-headers/quiet', headerRule({}, ['X-Powered-By'])],
    [
      'frames from the same site',
      'rule:response-headers/frames',
      headerRule({ 'X-Frame-Options': 'SAMEORIGIN' }),
    ],
    ['sensors off', 'rule:response-headers/sensors', headerRule({ 'Permissions-Policy': 'camera=()' })],
    ['HSTS one step up', 'setting:hsts', hsts(2_592_000)],
    ['HSTS one step down', 'setting:hsts', hsts(300)],
    ['brotli', 'setting:brotli', true],
    ['HTTP/3', 'setting:http3', true],
    ['early hints', 'setting:early-hints', true],
    ['TLS 1.3', 'setting:tls-1-3', true],
    ['development mode off', 'setting:development-mode', false],
    ['browsers keep pages for an hour', 'setting:browser-cache-seconds', 3_600],
    ['security level low', 'setting:security-level', 'low'],
    ['a rule of ours goes', 'rule:redirect/old-blog', null],
  ]),
  ...records([
    ['reports about encryption', '_smtp._tls TXT "v=TLSRPTv1; rua=mailto:tls@harbour.example"'],
    ['a policy for transport', '_mta-sts TXT "v=STSv1; id=20261122T000000"'],
    ['a second authority', '@ CAA 0 issue "letsencrypt.org"', '@ CAA 0 issue "pki.goog"'],
    ['nobody may issue wildcards', '@ CAA 0 issue "letsencrypt.org"', '@ CAA 0 issuewild ";"'],
    [
      'a needless SPF include goes',
      '@ TXT "v=spf1 include:_spf.google.com include:spf.mtasv.net -all"',
      '@ TXT "google-site-verification=abcdef"',
    ],
    [
      'an SPF include more',
      '@ TXT "v=spf1 include:_spf.google.com include:spf.mtasv.net include:gone.example.net include:amazonses.com -all"',
      '@ TXT "google-site-verification=abcdef"',
    ],
    [
      'SPF ends softer',
      '@ TXT "v=spf1 include:_spf.google.com include:spf.mtasv.net include:gone.example.net ~all"',
      '@ TXT "google-site-verification=abcdef"',
    ],
    [
      'a second DMARC address',
      '_dmarc TXT "v=DMARC1; p=none; rua=mailto:dmarc@harbour.example,mailto:two@harbour.example"',
    ],
    [
      'a dead DKIM key is replaced',
      `old._domainkey TXT "v=DKIM1; k=rsa; p=${key.slice(0, 200)}" "${key.slice(200)}"`,
    ],
    ['a backup exchanger', '@ MX 1 smtp.google.com.', '@ MX 50 backup.example.net.'],
    [
      'return path of a service',
      'send MX 10 feedback-smtp.eu-west-1.amazonses.com.',
      'send TXT "v=spf1 include:amazonses.com ~all"',
    ],
    ['the blog moves', 'blog CNAME blogs.other.example.net.'],
    ['a forgotten name moves', 'old A 89.187.162.99'],
  ]),
  ...gone([
    ['a forgotten name goes', 'old/A'],
    ['a revoked key goes', 'old._domainkey/TXT'],
    ['a forgotten file server goes', 'files/A'],
    ['the blog goes', 'blog/CNAME'],
  ]),
];
