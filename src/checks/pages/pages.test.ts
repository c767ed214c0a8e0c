import { describe, expect, it } from 'vitest';
import { unknownFact } from '../../model/fact.ts';
import { tokenOf } from '../../model/need.ts';
import type { CrawledPage, DoneCrawl } from '../../facts/pages/crawl.ts';
import type { AskedLink, Links } from '../../facts/pages/links.ts';
import {
  sampleCrawl,
  sampleElsewhere,
  samplePage,
  samplePageContext,
} from '../../facts/pages/reading/sample.ts';
import { unixMs } from '../../model/brand.ts';
import blockingThirdParties from './blocking-third-parties.ts';
import brokenLinks from './broken-links.ts';
import canonicalLinks from './canonical-links.ts';
import duplicates from './duplicates.ts';
import languages from './languages.ts';
import leftOverAddresses from './left-over-addresses.ts';
import noindex from './noindex.ts';
import ownHostLinks from './own-host-links.ts';
import pageLanguage from './page-language.ts';
import robotsFile from './robots-file.ts';
import robotsRules from './robots-rules.ts';
import sample from './sample.ts';
import titles from './titles.ts';
import viewport from './viewport.ts';

// EDGE-2, EDGE-9, PERF-4, PERF-5: what the pages say, judged without a browser.
const origin = 'https://shop.test';
const none = unknownFact('not asked', 'ask');
const known = <T>(value: T) => ({
  state: 'known' as const,
  value,
  source: 'sample',
  collectedAt: unixMs(0),
  tookMs: 1,
});
const at = (path: string, over: Partial<CrawledPage> = {}): CrawledPage =>
  samplePage(path, [], { title: `Page ${path}`, text: { digest: path, letters: 600 }, ...over });
const meta = (name: string, content: string): Partial<CrawledPage> => ({ metas: [{ name, content }] });
const link = (to: string, from = '/', line = 3) => ({ from: `${origin}${from}`, to, line });
const crawlOf = (pages: readonly CrawledPage[], over: Partial<DoneCrawl> = {}): DoneCrawl => ({
  ...sampleCrawl(...pages),
  ...over,
});
const robots = (text: string, over: Partial<DoneCrawl['robots']> = {}): Partial<DoneCrawl> => ({
  robots: { status: 200, sitemaps: [], left: 0, text, mediaType: 'text/plain', ...over },
});

type Row = readonly [story: string, crawl: DoneCrawl, outcome: string, words: string];
const context = samplePageContext();
const rows = (table: readonly Row[], judge: (crawl: DoneCrawl) => { readonly outcome: string }): void => {
  it.each(table)('%s', (_story, crawl, outcome, words) => {
    const verdict = judge(crawl);
    expect([verdict.outcome, JSON.stringify(verdict)]).toEqual([outcome, expect.stringContaining(words)]);
  });
};

describe('links that lead nowhere', () => {
  const beyond = (over: Partial<AskedLink>): Links => ({
    asked: [
      {
        url: 'https://docs.other.com/a',
        from: `${origin}/`,
        line: 4,
        isOwn: false,
        status: 200,
        error: null,
        location: null,
        ...over,
      },
    ],
    leftOut: 0,
  });
  rows(
    [
      ['all there', crawlOf([at('/'), at('/a')], { links: [link(`${origin}/a`)] }), 'pass', '1 link'],
      [
        'one is gone',
        crawlOf([at('/'), at('/a', { status: 404 })], { links: [link(`${origin}/a`)] }),
        'fail',
        'answers 404, linked on https://shop.test/',
      ],
      [
        'one fails',
        crawlOf([at('/'), at('/a', { status: 500 })], { links: [link(`${origin}/a`)] }),
        'fail',
        '"severity":"high"',
      ],
      [
        'a login wall is no broken link',
        crawlOf([at('/'), at('/a', { status: 401 })], { links: [link(`${origin}/a`)] }),
        'pass',
        '1 link',
      ],
    ],
    (crawl) => brokenLinks.judge({ crawl, links: none }, context),
  );
  it.each<[string, Partial<AskedLink>, string]>([
    ['a foreign page that is gone', { status: 404 }, 'fail'],
    ['a foreign bot wall', { status: 403 }, 'pass'],
    ['a foreign server that fails now', { status: 503 }, 'pass'],
    ['a name nobody has', { status: null, error: 'name-not-found' }, 'fail'],
    ['one that is slow for us', { status: null, error: 'timed-out' }, 'pass'],
    ['one that has moved', { status: 301 }, 'pass'],
  ])('%s: %s', (_story, over, outcome) => {
    const crawl = crawlOf([at('/')], { links: [link('https://docs.other.com/a')] });
    expect(brokenLinks.judge({ crawl, links: known(beyond(over)) }, context).outcome).toBe(outcome);
  });
});

describe('search engines', () => {
  rows(
    [
      ['open', crawlOf([at('/')]), 'pass', '1 page'],
      ['meta noindex', crawlOf([at('/', meta('robots', 'noindex, follow'))]), 'fail', 'noindex, follow'],
      ['none means noindex', crawlOf([at('/', meta('robots', 'none'))]), 'fail', 'none'],
      ['another crawler’s rule', crawlOf([at('/', meta('gptbot', 'noindex'))]), 'pass', '1 page'],
      [
        'noindex for one page nobody promised',
        crawlOf([at('/'), at('/thanks', meta('robots', 'noindex'))]),
        'pass',
        '1 page',
      ],
      ['header', crawlOf([samplePage('/', ['x-robots-tag: googlebot: noindex'])]), 'fail', 'X-Robots-Tag'],
      [
        'header for somebody else',
        crawlOf([samplePage('/', ['x-robots-tag: yandexbot: noindex'])]),
        'pass',
        '1 page',
      ],
    ],
    (crawl) => noindex.judge({ crawl }, context),
  );
  it('a host that need not be found', () => {
    expect(noindex.judge({ crawl: crawlOf([at('/')]) }, samplePageContext('api.shop.test')).outcome).toBe(
      'notApplicable',
    );
  });
  rows(
    [
      ['no robots.txt', crawlOf([at('/')]), 'pass', 'everything is open'],
      [
        'some paths shut',
        crawlOf([at('/')], robots('User-agent: *\nDisallow: /cart')),
        'pass',
        '1 page open',
      ],
      [
        'all shut',
        crawlOf([at('/')], robots('User-agent: *\nDisallow: /')),
        'fail',
        'keeps googlebot out of /',
      ],
      [
        'one search engine shut',
        crawlOf([at('/')], robots('User-agent: bingbot\nDisallow: /')),
        'fail',
        'keeps bingbot out',
      ],
      [
        'only model builders shut',
        crawlOf([at('/')], robots('User-agent: GPTBot\nDisallow: /')),
        'pass',
        '1 page open',
      ],
      ['server error', crawlOf([at('/')], robots('', { status: 503 })), 'fail', '503'],
      ['no answer', crawlOf([at('/')], robots('', { status: null })), 'unknown', 'what robots.txt says'],
    ],
    (crawl) => robotsRules.judge({ crawl }, context),
  );
  const styled = at('/', { loads: [{ kind: 'style', url: `${origin}/a.css`, line: 2 }] });
  rows(
    [
      ['plain', crawlOf([styled], robots('User-agent: *\nDisallow: /in')), 'pass', '2 lines'],
      [
        'a page',
        crawlOf([styled], robots('<!doctype html>', { mediaType: 'text/html' })),
        'fail',
        'is a web page',
      ],
      ['hides styles', crawlOf([styled], robots('User-agent: *\nDisallow: /*.css$')), 'fail', 'a.css'],
    ],
    (crawl) => robotsFile.judge({ crawl }, context),
  );
});

describe('canonical links', () => {
  const named = (path: string, canonical: string | null): CrawledPage =>
    at(path, { canonicals: [canonical] });
  rows(
    [
      ['each its own', crawlOf([named('/a', `${origin}/a`)]), 'pass', '1 page'],
      ['http', crawlOf([named('/a', 'http://shop.test/a')]), 'fail', 'not https'],
      ['another host', crawlOf([named('/a', 'https://staging.shop.test/a')]), 'fail', 'another host'],
      ['empty', crawlOf([named('/a', null)]), 'fail', 'without address'],
      ['two', crawlOf([at('/a', { canonicals: [`${origin}/a`, `${origin}/b`] })]), 'fail', '2 different'],
      [
        'one that is gone',
        crawlOf([named('/a', `${origin}/b`), at('/b', { status: 404 })]),
        'fail',
        'answers 404',
      ],
      [
        'a filter that names its list',
        crawlOf([named('/list?sort=up', `${origin}/list`), named('/list', `${origin}/list`)]),
        'pass',
        '2 pages',
      ],
      [
        'one part of the start page',
        crawlOf([named('/home', `${origin}/`), named('/a', `${origin}/a`), named('/b', `${origin}/b`)]),
        'pass',
        '3 pages',
      ],
      [
        'all the start page',
        crawlOf(['/a', '/b', '/c'].map((path) => named(path, `${origin}/`))),
        'fail',
        'and 2 more',
      ],
      ['none', crawlOf([at('/')]), 'notApplicable', 'no canonical'],
    ],
    (crawl) => canonicalLinks.judge({ crawl, landing: none }, context),
  );
});

describe('the same page twice', () => {
  const twin = (path: string, over: Partial<CrawledPage> = {}): CrawledPage =>
    at(path, { text: { digest: 'same', letters: 600 }, ...over });
  rows(
    [
      ['each its own', crawlOf([at('/'), at('/a')]), 'pass', '2 pages'],
      ['two addresses', crawlOf([twin('/a'), twin('/b')]), 'fail', '2 addresses'],
      [
        'one names the other',
        crawlOf([twin('/a'), twin('/b', { canonicals: [`${origin}/a`] })]),
        'notApplicable',
        'no two pages',
      ],
      [
        'short pages',
        crawlOf([
          twin('/a', { text: { digest: 's', letters: 20 } }),
          twin('/b', { text: { digest: 's', letters: 20 } }),
        ]),
        'pass',
        '2 pages',
      ],
      ['a sorted list', crawlOf([twin('/a'), twin('/a?sort=up'), at('/')]), 'pass', '3 pages'],
    ],
    (crawl) => duplicates.judge({ crawl }, context),
  );
});

describe('titles', () => {
  rows(
    [
      ['each its own', crawlOf([at('/'), at('/a')]), 'pass', '2 pages'],
      ['none', crawlOf([at('/', { title: '' })]), 'fail', 'no title'],
      [
        'of a template',
        crawlOf([at('/', { title: 'Vite + React + TS' }), at('/a', { title: 'Vite App' })]),
        'fail',
        'title of a template',
      ],
      ['not filled in', crawlOf([at('/', { title: 'undefined | Shop' })]), 'fail', 'not filled in'],
      [
        'the same',
        crawlOf([at('/', { title: 'Shop' }), at('/a', { title: 'Shop' })]),
        'fail',
        '"severity":"low"',
      ],
      [
        'the same path with parameters',
        crawlOf([at('/a', { title: 'A' }), at('/a?p=2', { title: 'A' })]),
        'pass',
        '2 pages',
      ],
      [
        'not for search engines',
        crawlOf([at('/', { title: '', ...meta('robots', 'noindex') })]),
        'notApplicable',
        'no page',
      ],
    ],
    (crawl) => titles.judge({ crawl }, context),
  );
});

describe('language versions', () => {
  const speaks = (path: string, ...alternates: readonly (readonly [string, string])[]): CrawledPage =>
    at(path, {
      alternates: alternates.map(([language, to]) => ({ language, url: `${origin}${to}`, line: 2 })),
    });
  const both = [
    ['en', '/'],
    ['de', '/de'],
  ] as const;
  rows(
    [
      ['each names both', crawlOf([speaks('/', ...both), speaks('/de', ...both)]), 'pass', '2 pages'],
      ['one-sided', crawlOf([speaks('/', ...both), at('/de')]), 'fail', 'does not name it back'],
      ['not itself', crawlOf([speaks('/', ['de', '/de'])]), 'fail', 'does not name itself'],
      ['a country', crawlOf([speaks('/', ['en', '/'], ['cn', '/cn'])]), 'fail', 'Chinese is zh'],
      ['no code', crawlOf([speaks('/', ['english', '/'])]), 'fail', 'no language code'],
      [
        'a version that is gone',
        crawlOf([speaks('/', ...both), at('/de', { status: 404 })]),
        'fail',
        'answers 404',
      ],
      ['one language', crawlOf([at('/')]), 'notApplicable', 'one language'],
    ],
    (crawl) => languages.judge({ crawl }, context),
  );
});

describe('where links and loads lead', () => {
  const loading = (url: string): CrawledPage => at('/', { loads: [{ kind: 'script', url, line: 5 }] });
  rows(
    [
      [
        'own and foreign',
        crawlOf([loading('https://cdn.test.com/a.js')], { links: [link('https://blog.other.com/')] }),
        'pass',
        '1 page',
      ],
      [
        'localhost',
        crawlOf([at('/')], { links: [link('http://localhost:3000/a')] }),
        'fail',
        'machine of the developer',
      ],
      ['a tunnel', crawlOf([loading('https://f00.ngrok-free.app/a.js')]), 'fail', 'tunnel'],
      ['a private address', crawlOf([loading('http://192.168.1.5/a.js')]), 'fail', 'private network'],
      [
        'staging',
        crawlOf([at('/')], { links: [link('https://staging.shop.test/')] }),
        'fail',
        'staging system',
      ],
      [
        'somebody else’s test host',
        crawlOf([at('/')], { links: [link('https://test.other.com/')] }),
        'pass',
        '1 page',
      ],
    ],
    (crawl) => leftOverAddresses.judge({ crawl }, context),
  );
  rows(
    [
      ['canonical', crawlOf([at('/')], { links: [link(`${origin}/a`)] }), 'pass', '1 link'],
      [
        'in clear',
        crawlOf([at('/')], { links: [link('http://shop.test/a')] }),
        'fail',
        '"severity":"medium"',
      ],
      [
        'somebody else in clear',
        crawlOf([at('/')], { links: [link('http://other.com/')] }),
        'pass',
        '1 link',
      ],
      ['no links', crawlOf([at('/')]), 'notApplicable', 'no links'],
    ],
    (crawl) => ownHostLinks.judge({ crawl, entries: [] }, context),
  );
  const waits = (isBlocking: boolean, path = '/'): CrawledPage =>
    at(path, {
      scripts: [{ src: 'https://pay.other.com/v3.js', integrity: null, isBlocking }],
      loads: [{ kind: 'script', url: 'https://pay.other.com/v3.js', line: 5 }],
    });
  rows(
    [
      ['deferred', crawlOf([waits(false)]), 'pass', 'wait for nobody'],
      ['blocking', crawlOf([waits(true)]), 'fail', '"severity":"medium"'],
      ['blocking the checkout', crawlOf([waits(true, '/checkout')]), 'fail', '"severity":"high"'],
      ['nothing loaded', crawlOf([at('/')]), 'notApplicable', 'load nothing'],
    ],
    (crawl) => blockingThirdParties.judge({ crawl }, context),
  );
});

describe('phones and readers', () => {
  rows(
    [
      ['fits', crawlOf([at('/', meta('viewport', 'width=device-width, initial-scale=1'))]), 'pass', '1 page'],
      ['none', crawlOf([at('/')]), 'fail', 'no viewport'],
      ['fixed', crawlOf([at('/', meta('viewport', 'width=1024'))]), 'fail', 'fixed width'],
      [
        'no zoom',
        crawlOf([at('/', meta('viewport', 'width=device-width,user-scalable=no'))]),
        'fail',
        '"severity":"low"',
      ],
    ],
    (crawl) => viewport.judge({ crawl }, context),
  );
  rows(
    [
      ['said', crawlOf([at('/', { language: 'de-at' })]), 'pass', '1 page'],
      ['not said', crawlOf([at('/', { language: '' })]), 'fail', 'no lang'],
      ['no language', crawlOf([at('/', { language: 'en_us' })]), 'fail', 'is no language'],
    ],
    (crawl) => pageLanguage.judge({ crawl }, context),
  );
  it('how much was read, and what is unknown when nothing could be', () => {
    expect(sample.judge({ crawl: crawlOf([at('/')], { limits: ['stopped after 25 s'] }) }, context)).toEqual({
      outcome: 'pass',
      found: '1 page of 1 answer read; stopped after 25 s',
    });
    const failure = { url: `${origin}/`, message: 'no answer in time' };
    expect(sample.judge({ crawl: { isCrawled: false, why: 'w', failure } }, context)).toMatchObject({
      outcome: 'unknown',
      missing: 'what is on the pages of this host: no answer in time',
    });
  });
});

const onCrawl = {
  blockingThirdParties,
  brokenLinks,
  canonicalLinks,
  duplicates,
  languages,
  leftOverAddresses,
  noindex,
  ownHostLinks,
  pageLanguage,
  robotsFile,
  robotsRules,
  sample,
  titles,
  viewport,
};
it.each(Object.entries(onCrawl))(
  '%s: an unknown crawl stays unknown, the engine never calls it; a host that leads elsewhere is told there',
  (_name, each) => {
    expect(tokenOf(each.needs.crawl).id).toBe('pages/crawl');
    expect('mode' in each.needs.crawl).toBe(false);
    const facts = { crawl: sampleElsewhere, links: none, landing: none, entries: [] };
    // Guarantee: each check takes no more facts than these.
    const verdict = each.judge(facts as never, context);
    expect(verdict).toEqual({ outcome: 'notApplicable', why: sampleElsewhere.why });
  },
);
