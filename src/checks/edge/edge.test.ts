import { describe, expect, it } from 'vitest';
import type { BrowserReply, BrowserVisits } from '../../facts/edge/browsers.ts';
import type { OriginAnswer, Origins } from '../../facts/edge/origins.ts';
import type { Addresses } from '../../facts/domain/addresses.ts';
import type { Crawl } from '../../facts/pages/crawl.ts';
import { fieldsOf, sampleCrawl, samplePage, samplePageContext } from '../../facts/pages/reading/sample.ts';
import { unixMs } from '../../model/brand.ts';
import { unknownFact } from '../../model/fact.ts';
import browserAccess from './browser-access.ts';
import flood from './flood-protection.ts';
import certificate from './origin-certificate.ts';
import reachable from './origin-reachable.ts';

// EDGE-6: what stands in front of the origin, and whether it lets people through.
const context = samplePageContext();
const url = 'https://shop.test/';
const got = (browser: string, status: number | null = 200, isChallenge = false): BrowserReply => ({
  browser,
  status,
  isChallenge,
});
const visit = (plain: BrowserReply, ...browsers: readonly BrowserReply[]): BrowserVisits => ({
  isAsked: true,
  visits: [{ url, of: 'start page', plain, browsers: [...browsers] }],
});

describe('browsers', () => {
  it.each([
    ['all are served', visit(got('p'), got('Chrome'), got('Firefox')), 'pass'],
    ['one is refused', visit(got('p'), got('Chrome'), got('Firefox', 403)), 'fail'],
    ['one meets a challenge', visit(got('p'), got('Chrome', 200, true), got('Firefox')), 'fail'],
    ['programs are refused, browsers are not', visit(got('p', 403), got('Chrome'), got('Firefox')), 'pass'],
    [
      'all browsers are refused, a program is not',
      visit(got('p'), got('Chrome', 403), got('Firefox', 403)),
      'fail',
    ],
    [
      'everybody asking from here meets a challenge',
      visit(got('p', 403, true), got('Chrome', 403, true)),
      'unknown',
    ],
    ['closed to everybody', visit(got('p', 503), got('Chrome', 503)), 'notApplicable'],
    ['a host for programs', { isAsked: false, why: 'programs use this host, not browsers' }, 'notApplicable'],
  ] as const)('%s: %s', (_, visits, outcome) => {
    expect(browserAccess.judge({ visits }, context).outcome).toBe(outcome);
  });

  it('the refusal is told with browser, page and status', () => {
    const visits = visit(got('p'), got('Chrome'), got('Firefox', 403));
    expect(browserAccess.judge({ visits }, context)).toMatchObject({
      found: `Firefox gets 403 at ${url} (start page)`,
    });
  });
});

const origin = (over: Partial<OriginAnswer> = {}): Origins => ({
  isAsked: true,
  answers: [
    {
      address: '198.51.100.7',
      from: 'manifest',
      serves: 'same',
      scheme: 'https',
      status: 200,
      certificate: { isTrusted: true, error: null, isOriginCa: false },
      ...over,
    },
  ],
});
const untrusted = { isTrusted: false, error: 'DEPTH_ZERO_SELF_SIGNED_CERT', isOriginCa: false };
const none = { serves: 'none', scheme: null, status: null, certificate: null } as const;

describe('the origin behind the network', () => {
  it.each([
    ['serves the page', reachable, origin(), 'fail'],
    ['serves something else', reachable, origin({ serves: 'other' }), 'pass'],
    ['is silent', reachable, origin(none), 'pass'],
    ['is not known', reachable, { isAsked: false, why: 'no address is known' }, 'notApplicable'],
    ['has a good certificate', certificate, origin(), 'pass'],
    [
      'has one of the network’s authority',
      certificate,
      origin({ certificate: { ...untrusted, isOriginCa: true } }),
      'pass',
    ],
    ['signed its own', certificate, origin({ certificate: untrusted }), 'fail'],
    ['speaks no TLS', certificate, origin({ scheme: 'http', certificate: null }), 'fail'],
    ['cannot be seen, as it should', certificate, origin(none), 'unknown'],
    ['certificate not asked', certificate, { isAsked: false, why: 'no network in front' }, 'notApplicable'],
  ] as const)('%s', (_, { judge }, origins, outcome) => {
    expect(judge({ origins }, context).outcome).toBe(outcome);
  });
});

const known = (value: Crawl) => ({
  state: 'known' as const,
  value,
  source: 's',
  collectedAt: unixMs(0),
  tookMs: 1,
});
const addresses = (ipv4: string, ...chain: readonly string[]): Addresses => ({
  rcode: 'NOERROR',
  ipv4: [ipv4],
  ipv6: [],
  chain: chain.map((target) => ({ name: 'shop.test', target, ttlSeconds: 300 })),
  ttlSeconds: 300,
});
const pageWith = (...lines: readonly string[]) =>
  known(sampleCrawl({ ...samplePage(), fields: fieldsOf(lines) }));

describe('floods', () => {
  it.each([
    [
      'a delivery network by address',
      addresses('104.16.1.1'),
      pageWith(),
      'pass',
      'behind Cloudflare (address 104.16.1.1)',
    ],
    [
      'a bot protection by its cookie',
      addresses('198.51.100.1'),
      pageWith('set-cookie: datadome=<128 characters>'),
      'pass',
      'behind DataDome',
    ],
    [
      'a platform',
      addresses('198.51.100.1', 'x.netlify.app'),
      pageWith(),
      'pass',
      'behind Netlify (alias x.netlify.app)',
    ],
    ['a plain server stays open', addresses('198.51.100.1'), pageWith(), 'unknown', undefined],
    [
      'not crawled',
      addresses('198.51.100.1'),
      known({ isCrawled: false, why: 'elsewhere' }),
      'notApplicable',
      undefined,
    ],
    ['crawl unknown', addresses('198.51.100.1'), unknownFact('cut', 'plug in'), 'notApplicable', undefined],
  ] as const)('%s', (_, seen, crawl, outcome, found) => {
    const verdict = flood.judge({ addresses: seen, crawl }, context);
    expect(verdict.outcome).toBe(outcome);
    if (found !== undefined) expect(verdict).toMatchObject({ found });
  });
});
