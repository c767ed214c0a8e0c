import { describe, expect, it } from 'vitest';
import {
  sampleCrawl,
  sampleElsewhere,
  samplePage,
  samplePageContext,
} from '../../facts/pages/reading/sample.ts';
import acceptance from './cookie-acceptance.ts';
import httpOnly from './cookie-httponly.ts';
import prefix from './cookie-prefix.ts';
import sameSite from './cookie-samesite.ts';
import secure from './cookie-secure.ts';
import domain from './session-cookie-domain.ts';

// EDGE-5: cookies as the crawl keeps them, values left out.
const checks = { acceptance, httpOnly, prefix, sameSite, secure, domain } as const;
const at = 'https://shop.test/';
const good = '__Host-session=<32 characters>; Path=/; Secure; HttpOnly; SameSite=Lax';

const rows: readonly (readonly [keyof typeof checks, string, string, object])[] = [
  ...Object.keys(checks).map(
    (name) => [name as keyof typeof checks, 'a session as it should be', good, { outcome: 'pass' }] as const,
  ),
  [
    'secure',
    'a session without Secure',
    'session=<9 characters>; HttpOnly',
    { outcome: 'fail', found: `${at}: the session cookie session has no Secure` },
  ],
  [
    'secure',
    'a setting without Secure',
    'lang=<2 characters>',
    { outcome: 'fail', severity: 'medium', found: `${at}: the cookie lang has no Secure` },
  ],
  [
    'secure',
    'a cookie that is being deleted',
    'session=; Max-Age=0',
    { outcome: 'notApplicable', why: 'the sampled pages set no cookies' },
  ],
  [
    'httpOnly',
    'a session scripts can read',
    'sid=<9 characters>; Secure',
    { outcome: 'fail', found: `${at}: the session cookie sid has no HttpOnly` },
  ],
  ['httpOnly', 'analytics are no session', '_ga=<30 characters>; Secure', { outcome: 'pass' }],
  [
    'httpOnly',
    'a load balancer is no session',
    'heroku-session-affinity=<40 characters>',
    { outcome: 'pass' },
  ],
  [
    'sameSite',
    'a word nobody knows',
    'lang=<2 characters>; SameSite=True',
    { outcome: 'fail', found: `${at}: lang has a SameSite that browsers do not know` },
  ],
  [
    'sameSite',
    'a session that says nothing',
    'session=<9 characters>; Secure',
    { outcome: 'fail', severity: 'low', found: `${at}: the session cookie session has no SameSite` },
  ],
  [
    'acceptance',
    'SameSite=None without Secure',
    'cart=<9 characters>; SameSite=None',
    { outcome: 'fail', found: `${at}: browsers drop cart: SameSite=None needs Secure` },
  ],
  [
    'acceptance',
    'the domain of somebody else',
    'cart=<9 characters>; Domain=staging.test; Secure',
    { outcome: 'fail', found: `${at}: browsers drop cart: Domain=staging.test does not cover shop.test` },
  ],
  [
    'acceptance',
    '__Host- with Domain',
    '__Host-cart=<9 characters>; Domain=shop.test; Path=/; Secure',
    { outcome: 'fail', found: `${at}: browsers drop __Host-cart: the __Host- prefix forbids Domain` },
  ],
  [
    'prefix',
    'a session without prefix',
    'session=<9 characters>; Secure',
    { outcome: 'fail', found: `${at}: the session cookie session has no __Host- prefix` },
  ],
  [
    'domain',
    'a session for all names',
    'session=<9 characters>; Domain=.shop.test; Secure',
    { outcome: 'fail', found: `${at}: the session cookie session goes to shop.test and every name below it` },
  ],
];

describe('cookies', () => {
  it.each(rows)('%s: %s', (...[name, , cookie, expected]) => {
    const crawl = sampleCrawl(samplePage('/', [`set-cookie: ${cookie}`]));
    expect(checks[name].judge({ crawl }, samplePageContext())).toMatchObject(expected);
  });

  it.each(Object.entries(checks))('%s: without pages or cookies there is nothing to judge', (_name, each) => {
    expect(each.judge({ crawl: sampleElsewhere }, samplePageContext()).outcome).toBe('notApplicable');
    expect(each.judge({ crawl: sampleCrawl(samplePage()) }, samplePageContext()).outcome).toBe(
      'notApplicable',
    );
  });

  it.each(Object.entries(checks))(
    '%s: an unknown crawl stays unknown, the engine never calls it',
    (_name, each) => {
      expect('mode' in each.needs.crawl).toBe(false);
    },
  );
});
