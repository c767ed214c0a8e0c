import { describe, expect, it } from 'vitest';
import {
  sampleCrawl,
  sampleElsewhere,
  samplePage,
  samplePageContext,
} from '../../facts/pages/reading/sample.ts';
import type { CrawledPage } from '../../facts/pages/crawl.ts';
import clickjacking from './clickjacking.ts';
import contentType from './content-type.ts';
import coopPopups from './coop-popups.ts';
import crossOriginPolicies from './cross-origin-policies.ts';
import cspPresence from './csp-presence.ts';
import cspQuality from './csp-quality.ts';
import cspSyntax from './csp-syntax.ts';
import duplicateHeaders from './duplicate-headers.ts';
import nosniff from './nosniff.ts';
import obsoleteHeaders from './obsolete-headers.ts';
import permissionsPolicy from './permissions-policy.ts';
import referrerPolicy from './referrer-policy.ts';
import scriptIntegrity from './script-integrity.ts';
import serverLeak from './server-leak.ts';

// EDGE-5: each header check with its good, bad and open rows.
const checks = {
  clickjacking,
  contentType,
  coopPopups,
  crossOriginPolicies,
  cspPresence,
  cspQuality,
  cspSyntax,
  duplicateHeaders,
  nosniff,
  obsoleteHeaders,
  permissionsPolicy,
  referrerPolicy,
  scriptIntegrity,
  serverLeak,
} as const;
type Name = keyof typeof checks;

const strict = "content-security-policy: default-src 'none'; script-src 'self'; base-uri 'none'";
const url = 'https://shop.test/';
const library = (integrity: string | null): Partial<CrawledPage> => ({
  scripts: [{ src: 'https://cdn.example/lib.js', integrity }],
});
const hash = 'sha384-oqVuAfXRKap7fdgcCY5uykM6R9GqQ8K0';

const rows: readonly (readonly [Name, string, CrawledPage, object])[] = [
  [
    'cspPresence',
    'a policy is sent',
    samplePage('/', [strict]),
    { outcome: 'pass', found: 'all 1 page have a policy' },
  ],
  ['cspPresence', 'nothing is sent', samplePage(), { outcome: 'fail', found: `${url}: no policy` }],
  [
    'cspPresence',
    'it only reports',
    samplePage('/', [strict.replace(':', '-report-only:')]),
    { outcome: 'fail', found: `${url}: the policy only reports, nothing is blocked` },
  ],
  [
    'cspPresence',
    'a meta element has it',
    samplePage('/', [], { metas: [{ name: 'content-security-policy', content: "default-src 'self'" }] }),
    { outcome: 'pass' },
  ],
  ['cspQuality', 'own scripts only: no noise about self', samplePage('/', [strict]), { outcome: 'pass' }],
  [
    'cspQuality',
    'inline scripts run',
    samplePage('/', ["content-security-policy: script-src 'self' 'unsafe-inline'; object-src 'none'"]),
    { outcome: 'fail', found: `${url}: scripts written into the page run` },
  ],
  [
    'cspQuality',
    'a nonce switches unsafe-inline off',
    samplePage('/', [
      "content-security-policy: script-src 'nonce-r4nd0mvalue' 'strict-dynamic' 'unsafe-inline' https:; object-src 'none'; base-uri 'none'",
    ]),
    { outcome: 'pass' },
  ],
  [
    'cspQuality',
    'eval is allowed',
    samplePage('/', [
      "content-security-policy: default-src 'self'; script-src 'self' 'unsafe-eval'; object-src 'none'",
    ]),
    { outcome: 'fail', found: `${url}: text can be run as a script (unsafe-eval)` },
  ],
  ['cspQuality', 'there is none', samplePage(), { outcome: 'notApplicable' }],
  ['cspSyntax', 'every name is known', samplePage('/', [strict]), { outcome: 'pass' }],
  [
    'cspSyntax',
    'one letter is missing',
    samplePage('/', ["content-security-policy: default-src 'self'; frame-ancestor 'none'"]),
    { outcome: 'fail', found: `${url}: no browser knows frame-ancestor, frame-ancestors is meant` },
  ],
  [
    'cspSyntax',
    'one directive twice',
    samplePage('/', ["content-security-policy: img-src 'self'; img-src https:"]),
    { outcome: 'fail', found: `${url}: img-src is written twice, the second is ignored` },
  ],
  ['clickjacking', 'frames are forbidden', samplePage('/', ['x-frame-options: DENY']), { outcome: 'pass' }],
  [
    'clickjacking',
    'the home page may be framed: little harm',
    samplePage(),
    { outcome: 'fail', severity: 'low', found: `${url}: anybody may frame it` },
  ],
  [
    'clickjacking',
    'the payment page may be framed',
    samplePage('/checkout'),
    { outcome: 'fail', found: `${url}checkout: anybody may frame it` },
  ],
  [
    'clickjacking',
    'a word of old browsers',
    samplePage('/', ['x-frame-options: ALLOW-FROM https://a.example']),
    { outcome: 'fail', found: `${url}: X-Frame-Options: ALLOW-FROM https://a.example is not understood` },
  ],
  ['nosniff', 'it is sent', samplePage('/', ['x-content-type-options: NoSniff']), { outcome: 'pass' }],
  [
    'nosniff',
    'it is missing',
    samplePage(),
    { outcome: 'fail', found: `${url}: X-Content-Type-Options is missing` },
  ],
  [
    'referrerPolicy',
    'only the origin',
    samplePage('/', ['referrer-policy: strict-origin-when-cross-origin']),
    { outcome: 'pass' },
  ],
  [
    'referrerPolicy',
    'everything',
    samplePage('/', ['referrer-policy: unsafe-url']),
    { outcome: 'fail', found: `${url}: unsafe-url hands addresses on` },
  ],
  [
    'referrerPolicy',
    'the last word browsers know counts',
    samplePage('/', ['referrer-policy: unsafe-url, no-referrer, future-word']),
    { outcome: 'pass' },
  ],
  [
    'permissionsPolicy',
    'all switched off',
    samplePage('/', ['permissions-policy: camera=(), geolocation=()']),
    { outcome: 'pass' },
  ],
  [
    'permissionsPolicy',
    'the old way of writing',
    samplePage('/', ["permissions-policy: camera 'none'"]),
    { outcome: 'fail', found: `${url}: browsers cannot read the Permissions-Policy` },
  ],
  ['serverLeak', 'a name without version', samplePage('/', ['server: cloudflare']), { outcome: 'pass' }],
  [
    'serverLeak',
    'with version',
    samplePage('/', ['server: nginx/1.18.0']),
    { outcome: 'fail', found: `${url}: server: nginx/1.18.0` },
  ],
  [
    'serverLeak',
    'the framework',
    samplePage('/', ['x-powered-by: Express']),
    { outcome: 'fail', found: `${url}: x-powered-by: Express` },
  ],
  [
    'crossOriginPolicies',
    'the exact word',
    samplePage('/', ['cross-origin-opener-policy: same-origin']),
    { outcome: 'pass' },
  ],
  [
    'crossOriginPolicies',
    'capitals',
    samplePage('/', ['cross-origin-opener-policy: Same-Origin']),
    { outcome: 'fail', found: `${url}: cross-origin-opener-policy: Same-Origin is ignored` },
  ],
  ['crossOriginPolicies', 'none at all', samplePage(), { outcome: 'notApplicable' }],
  [
    'coopPopups',
    'the payment window is cut off',
    samplePage('/', ['cross-origin-opener-policy: same-origin'], {
      scripts: [{ src: 'https://www.paypal.com/sdk/js', integrity: null }],
    }),
    { outcome: 'fail', found: `${url}: same-origin cuts off the windows of www.paypal.com` },
  ],
  [
    'coopPopups',
    'windows allowed',
    samplePage('/', ['cross-origin-opener-policy: same-origin-allow-popups'], {
      scripts: [{ src: 'https://www.paypal.com/sdk/js', integrity: null }],
    }),
    { outcome: 'pass' },
  ],
  [
    'coopPopups',
    'no such script',
    samplePage('/', ['cross-origin-opener-policy: same-origin']),
    { outcome: 'notApplicable' },
  ],
  [
    'obsoleteHeaders',
    'the old filter switched off',
    samplePage('/', ['x-xss-protection: 0']),
    { outcome: 'pass' },
  ],
  [
    'obsoleteHeaders',
    'the old filter on',
    samplePage('/', ['x-xss-protection: 1; mode=block']),
    { outcome: 'fail', found: `${url}: x-xss-protection: 1; mode=block` },
  ],
  [
    'duplicateHeaders',
    'the same value twice is harmless',
    samplePage('/', ['x-frame-options: DENY', 'x-frame-options: deny']),
    { outcome: 'pass' },
  ],
  [
    'duplicateHeaders',
    'app and edge disagree',
    samplePage('/', ['x-frame-options: DENY', 'x-frame-options: SAMEORIGIN']),
    { outcome: 'fail', found: `${url}: x-frame-options is sent as deny and as sameorigin` },
  ],
  ['contentType', 'with character set', samplePage(), { outcome: 'pass' }],
  [
    'contentType',
    'no type',
    samplePage('/', [], { fields: [] }),
    { outcome: 'fail', found: `${url}: no Content-Type` },
  ],
  ['scriptIntegrity', 'with a hash', samplePage('/', [], library(hash)), { outcome: 'pass' }],
  [
    'scriptIntegrity',
    'without',
    samplePage('/', [], library(null)),
    { outcome: 'fail', found: `${url}: https://cdn.example/lib.js has no integrity` },
  ],
  [
    'scriptIntegrity',
    'own scripts only',
    samplePage('/', [], { scripts: [{ src: '/app.js', integrity: null }] }),
    { outcome: 'notApplicable' },
  ],
];

describe('headers of pages', () => {
  it.each(rows)('%s: %s', (...[name, , page, expected]) => {
    expect(checks[name].judge({ crawl: sampleCrawl(page) }, samplePageContext())).toMatchObject(expected);
  });

  it.each(Object.entries(checks))('%s: a host whose pages stand elsewhere is not judged', (_name, each) => {
    const verdict = each.judge({ crawl: sampleElsewhere }, samplePageContext());
    expect(verdict).toEqual({ outcome: 'notApplicable', why: sampleElsewhere.why });
  });

  it.each(Object.entries(checks))(
    '%s: an unknown crawl stays unknown, the engine never calls it',
    (_name, each) => {
      expect('mode' in each.needs.crawl).toBe(false);
    },
  );
});
