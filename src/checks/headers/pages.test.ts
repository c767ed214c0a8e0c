import { describe, expect, it } from 'vitest';
import type { Asset } from '../../facts/cache/assets.ts';
import type { PlainLogin } from '../../facts/headers/plain-login.ts';
import {
  loginForm,
  sampleCrawl,
  sampleNowMs,
  samplePage,
  samplePageContext,
} from '../../facts/pages/reading/sample.ts';
import { unknownFact } from '../../model/fact.ts';
import { unixMs } from '../../model/brand.ts';
import formTarget from './form-target.ts';
import login from './login-over-plain-http.ts';
import active from './mixed-content-active.ts';
import passive from './mixed-content-passive.ts';
import password from './password-in-address.ts';
import securityTxt from './security-txt.ts';

// EDGE-4 and EDGE-5: what pages load, where forms lead, where passwords are asked for.
const url = 'https://shop.test/';
const noAssets = unknownFact('not asked', 'ask');
const noEntry = unknownFact('not walked', 'walk');
const load = (kind: 'script' | 'image' | 'share', address: string) =>
  samplePage('/', [], { loads: [{ kind, url: address, line: 7 }] });

describe('mixed content', () => {
  it.each([
    [
      'a script',
      active,
      load('script', 'http://cdn.example/a.js'),
      { outcome: 'fail', found: `${url}: script http://cdn.example/a.js (line 7)` },
    ],
    ['a script over https', active, load('script', 'https://cdn.example/a.js'), { outcome: 'pass' }],
    ['a picture is not active', active, load('image', 'http://cdn.example/a.png'), { outcome: 'pass' }],
    [
      'a picture',
      passive,
      load('image', 'http://cdn.example/a.png'),
      { outcome: 'fail', found: `${url}: image http://cdn.example/a.png (line 7)` },
    ],
    ['a share picture', passive, load('share', 'http://cdn.example/a.png'), { outcome: 'fail' }],
    ['no picture', passive, samplePage(), { outcome: 'pass' }],
    [
      'upgraded by the policy',
      active,
      {
        ...load('script', 'http://cdn.example/a.js'),
        fields: [['content-security-policy', 'upgrade-insecure-requests']] as [string, string][],
      },
      { outcome: 'pass' },
    ],
  ])('%s', (...[, each, page, expected]) => {
    expect(each.judge({ crawl: sampleCrawl(page), assets: noAssets }, samplePageContext())).toMatchObject(
      expected,
    );
  });

  it('a style sheet loads a picture over http', () => {
    const asset = {
      url: `${url}a.css`,
      loads: [{ kind: 'image', url: 'http://cdn.example/sea.png' }],
    } as unknown as Asset;
    const assets = {
      state: 'known' as const,
      value: { assets: [asset], failures: [], leftOut: 0 },
      source: '',
      collectedAt: unixMs(0),
      tookMs: 0,
    };
    expect(passive.judge({ crawl: sampleCrawl(samplePage()), assets }, samplePageContext())).toMatchObject({
      outcome: 'fail',
      found: `${url}a.css: image http://cdn.example/sea.png (style sheet)`,
    });
  });
});

describe('forms and passwords', () => {
  const page = (over: object) =>
    sampleCrawl(samplePage('/login', [], { forms: [{ ...loginForm, ...over }] }));
  it.each([
    ['sent over https', formTarget, page({}), { outcome: 'pass' }],
    [
      'sent in clear',
      formTarget,
      page({ action: 'http://shop.test/login' }),
      { outcome: 'fail', found: `${url}login: the form in line 12 sends to http://shop.test/login` },
    ],
    ['password by POST', password, page({}), { outcome: 'pass' }],
    [
      'password by GET',
      password,
      page({ method: 'get' }),
      { outcome: 'fail', found: `${url}login: the form in line 12 has a password and is sent with GET` },
    ],
  ])('%s', (...[, each, crawl, expected]) => {
    expect(each.judge({ crawl }, samplePageContext())).toMatchObject(expected);
    expect('mode' in each.needs.crawl).toBe(false);
  });

  const plain = (over: Partial<PlainLogin['pages'][number]>): PlainLogin => ({
    pages: [
      { url: `${url}login`, plainUrl: 'http://shop.test/login', status: 301, hasPassword: false, ...over },
    ],
  });
  it.each([
    ['redirected', plain({}), { outcome: 'pass' }],
    [
      'asked for in clear',
      plain({ status: 200, hasPassword: true }),
      { outcome: 'fail', found: 'http://shop.test/login asks for a password' },
    ],
    [
      'no answer',
      plain({ status: null }),
      { outcome: 'unknown', missing: 'what http://shop.test/login answers' },
    ],
    ['no password anywhere', { pages: [] }, { outcome: 'notApplicable' }],
  ])('a log-in: %s', (_story, plainLogin, expected) => {
    expect(login.judge({ plainLogin, entry: noEntry }, samplePageContext())).toMatchObject(expected);
  });
});

it.each([
  ['scripts over http', active],
  ['pictures over http', passive],
])('%s: a host without pages of its own has none', (_what, each) => {
  const crawl = { isCrawled: false as const, why: 'visitors are sent elsewhere' };
  expect(each.judge({ crawl, assets: noAssets }, samplePageContext())).toEqual({
    outcome: 'notApplicable',
    why: 'visitors are sent elsewhere',
  });
});
it.each([
  ['forms sent in clear', formTarget],
  ['passwords sent by GET', password],
])('%s: a host without pages of its own has none', (_what, each) => {
  const crawl = { isCrawled: false as const, why: 'visitors are sent elsewhere' };
  expect(each.judge({ crawl }, samplePageContext())).toMatchObject({ outcome: 'notApplicable' });
});

describe('security.txt', () => {
  const found = {
    url: `${url}.well-known/security.txt`,
    status: 200,
    isText: true,
    contacts: ['mailto:security@shop.test'],
    expires: '2027-03-01T00:00:00Z',
  };
  it.each([
    ['in order', found, { outcome: 'pass', found: 'mailto:security@shop.test, until 2027-03-01T00:00:00Z' }],
    [
      'not there',
      { ...found, status: 404, contacts: [] },
      { outcome: 'fail', found: 'there is no security.txt' },
    ],
    [
      'the 200 page of the app',
      { ...found, isText: false, contacts: [], expires: null },
      { outcome: 'fail', found: 'there is no security.txt' },
    ],
    [
      'expired',
      { ...found, expires: '2026-11-01T00:00:00Z' },
      { outcome: 'fail', found: 'security.txt expired on 2026-11-01T00:00:00Z' },
    ],
    [
      'without Contact',
      { ...found, contacts: [] },
      { outcome: 'fail', found: 'security.txt names no Contact' },
    ],
  ])('%s', (_story, value, expected) => {
    expect(
      securityTxt.judge({ found: value }, { ...samplePageContext(), now: unixMs(sampleNowMs) }),
    ).toMatchObject(expected);
    expect('mode' in securityTxt.needs.found).toBe(false);
  });
});
