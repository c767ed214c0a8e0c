import { describe, expect, it } from 'vitest';
import { unknownFact } from '../../model/fact.ts';
import {
  sampleCrawl,
  sampleElsewhere,
  samplePage,
  samplePageContext,
} from '../../facts/pages/reading/sample.ts';
import type { CrawledPage } from '../../facts/pages/crawl.ts';
import apiCaching from './api-caching.ts';
import backForward from './back-forward.ts';
import compression from './compression.ts';
import contradiction from './contradiction.ts';
import directiveSpelling from './directive-spelling.ts';
import htmlCaching from './html-caching.ts';
import privateStored from './private-response-stored.ts';
import setCookie from './set-cookie-on-cacheable.ts';
import staleAnswers from './stale-answers.ts';
import targetedControl from './targeted-control.ts';
import varyEncoding from './vary-encoding.ts';
import vary from './vary.ts';

// EDGE-7, PERF-6: what the pages themselves say about caching.
const checks = {
  apiCaching,
  backForward,
  compression,
  contradiction,
  directiveSpelling,
  htmlCaching,
  privateStored,
  setCookie,
  staleAnswers,
  targetedControl,
  varyEncoding,
  vary,
} as const;
const url = 'https://shop.test/';
const noAssets = unknownFact('not asked', 'ask');
const says = (rule: string, ...more: readonly string[]): CrawledPage =>
  samplePage('/', [`cache-control: ${rule}`, ...more]);
const json = (...lines: readonly string[]): CrawledPage =>
  samplePage('/', [], {
    isHtml: false,
    fields: [
      ['content-type', 'application/json'],
      ...lines.map((line): [string, string] => ['cache-control', line]),
    ],
  });
const own = (rule: string): CrawledPage =>
  samplePage('/account', [`cache-control: ${rule}`], { isPrivate: true });

const rows: readonly (readonly [keyof typeof checks, string, CrawledPage, object])[] = [
  ['htmlCaching', 'asked every time', says('no-cache'), { outcome: 'pass' }],
  ['htmlCaching', 'seconds at the edge', says('max-age=0, s-maxage=30'), { outcome: 'pass' }],
  [
    'htmlCaching',
    'nothing said',
    samplePage(),
    { outcome: 'fail', found: `${url}: no Cache-Control: every browser and cache guesses for itself` },
  ],
  [
    'htmlCaching',
    'a week in browsers',
    says('max-age=604800'),
    { outcome: 'fail', found: `${url}: browsers show it for 7 days without asking` },
  ],
  [
    'htmlCaching',
    'two days at the CDN',
    says('max-age=0', 'cdn-cache-control: max-age=172800'),
    { outcome: 'fail', found: `${url}: a CDN serves it for 2 days without asking` },
  ],
  ['privateStored', 'private', own('private, max-age=60'), { outcome: 'pass' }],
  [
    'privateStored',
    'for everybody',
    own('public, max-age=600'),
    { outcome: 'fail', found: `${url}account: a shared cache: kept for 600 s (max-age)` },
  ],
  ['privateStored', 'misspelt case is understood', own('No-Store'), { outcome: 'pass' }],
  ['privateStored', 'nothing private', samplePage(), { outcome: 'notApplicable' }],
  ['setCookie', 'private', says('private', 'set-cookie: a=<32 characters>'), { outcome: 'pass' }],
  [
    'setCookie',
    'kept with the cookie',
    says('max-age=60', 'set-cookie: a=<32 characters>'),
    { outcome: 'fail', found: `${url}: sets a, and a shared cache: kept for 60 s (max-age)` },
  ],
  ['apiCaching', 'no-store', json('no-store'), { outcome: 'pass' }],
  ['apiCaching', 'nothing', json(), { outcome: 'fail', found: `${url}: no Cache-Control` }],
  ['apiCaching', 'no data', samplePage(), { outcome: 'notApplicable' }],
  ['contradiction', 'one thing', says('public, max-age=60'), { outcome: 'pass' }],
  [
    'contradiction',
    'no-store and a lifetime',
    says('no-store, max-age=60'),
    { outcome: 'fail', found: `${url}: says no-store and keep for 60 s` },
  ],
  [
    'contradiction',
    'no-store with max-age=0 is a habit',
    says('no-store, no-cache, max-age=0'),
    { outcome: 'pass' },
  ],
  [
    'contradiction',
    'public and private',
    says('public, private'),
    { outcome: 'fail', found: `${url}: says public and private` },
  ],
  ['directiveSpelling', 'right', says('public, max-age=60, stale-while-revalidate=30'), { outcome: 'pass' }],
  [
    'directiveSpelling',
    'underscore',
    says('no_store'),
    { outcome: 'fail', found: `${url}: no cache knows "no_store", no-store is meant` },
  ],
  [
    'directiveSpelling',
    'a unit',
    says('max-age=1d'),
    { outcome: 'fail', found: `${url}: max-age=1d is no number of seconds, caches take it as stale` },
  ],
  [
    'directiveSpelling',
    'twice',
    says('max-age=60, max-age=0'),
    { outcome: 'fail', found: `${url}: max-age is written twice with different values` },
  ],
  ['directiveSpelling', 'an extension', says('private, x-own-rule'), { outcome: 'pass' }],
  ['vary', 'by encoding', says('max-age=60', 'vary: Accept-Encoding'), { outcome: 'pass' }],
  [
    'vary',
    'by browser',
    says('max-age=60', 'vary: User-Agent'),
    { outcome: 'fail', found: `${url}: Vary: user-agent on an answer for everybody` },
  ],
  ['vary', 'by cookie on a private page', says('private', 'vary: Cookie'), { outcome: 'pass' }],
  [
    'vary',
    'star',
    says('max-age=60', 'vary: *'),
    { outcome: 'fail', found: `${url}: Vary: * forbids what Cache-Control allows` },
  ],
  [
    'varyEncoding',
    'says so',
    says('max-age=60', 'content-encoding: br', 'vary: accept-encoding'),
    { outcome: 'pass' },
  ],
  [
    'varyEncoding',
    'does not',
    says('max-age=60', 'content-encoding: br'),
    { outcome: 'fail', found: `${url}: compressed, kept by caches, without Vary: Accept-Encoding` },
  ],
  [
    'compression',
    'compressed',
    { ...says('no-cache', 'content-encoding: br'), bodyBytes: 9000 },
    { outcome: 'pass' },
  ],
  ['compression', 'small', says('no-cache'), { outcome: 'pass' }],
  [
    'compression',
    'large and bare',
    { ...says('no-cache'), bodyBytes: 10_240 },
    { outcome: 'fail', found: `${url}: 10 KiB without compression` },
  ],
  [
    'compression',
    'very large',
    { ...says('no-cache'), bodyBytes: 400_000 },
    { outcome: 'fail', severity: 'medium' },
  ],
  ['staleAnswers', 'young', says('max-age=60', 'age: 30'), { outcome: 'pass' }],
  [
    'staleAnswers',
    'too old',
    says('max-age=60', 'age: 7200'),
    { outcome: 'fail', found: `${url}: is 2 hours old and was good for 1 minute` },
  ],
  ['backForward', 'no-cache', says('no-cache'), { outcome: 'pass' }],
  ['backForward', 'no-store', says('no-store'), { outcome: 'fail', found: `${url}: is sent with no-store` }],
  ['targetedControl', 'readable', says('no-store', 'cdn-cache-control: max-age=60'), { outcome: 'pass' }],
  [
    'targetedControl',
    'a quoted number',
    says('no-store', 'cdn-cache-control: max-age="60"'),
    { outcome: 'fail', found: `${url}: CDN-Cache-Control: max-age="60" is ignored` },
  ],
  ['targetedControl', 'none', says('no-store'), { outcome: 'notApplicable' }],
];

describe('caching of pages', () => {
  it.each(rows)('%s: %s', (...[name, , page, expected]) => {
    expect(
      checks[name].judge({ crawl: sampleCrawl(page), assets: noAssets }, samplePageContext()),
    ).toMatchObject(expected);
  });

  it.each(Object.entries(checks))('%s: a host whose pages stand elsewhere is not judged', (_name, each) => {
    const verdict = each.judge({ crawl: sampleElsewhere, assets: noAssets }, samplePageContext());
    expect(verdict).toEqual({ outcome: 'notApplicable', why: sampleElsewhere.why });
  });

  it.each(Object.entries(checks))(
    '%s: an unknown crawl stays unknown, the engine never calls it',
    (_name, each) => {
      expect('mode' in each.needs.crawl).toBe(false);
    },
  );
});
