import { describe, expect, it } from 'vitest';
import { sampleProbe, sampleProbes } from '../../facts/cache/reading/sample.ts';
import type { CacheProbes } from '../../facts/cache/probes.ts';
import type { Visitors } from '../../facts/cache/visitors.ts';
import { samplePageContext } from '../../facts/pages/reading/sample.ts';
import deception from './cache-deception.ts';
import leak from './two-visitor-leak.ts';
import storedLogin from './stored-login-redirect.ts';
import stuckError from './stuck-error.ts';
import stuckRedirect from './stuck-redirect.ts';

// EDGE-7, PERF-6: what caches do with errors, redirects, misleading names and other people's pages.
const checks = { deception, storedLogin, stuckError, stuckRedirect } as const;
const missing = (...lines: readonly string[]) =>
  sampleProbes({ missingPage: { first: sampleProbe('/nothing', 404, lines), second: null } });
const redirect = (status: number, ...lines: readonly string[]) =>
  sampleProbes({ redirects: [sampleProbe('/account', status, lines)] });
const week = 'cache-control: max-age=31536000';

const deceived = (over: object, ...lines: readonly string[]) =>
  sampleProbes({
    deceptions: [
      {
        page: 'https://shop.test/account',
        url: 'https://shop.test/account/x.css',
        visitor: sampleProbe('/account/x.css', 200, lines),
        stranger: sampleProbe('/account/x.css', 200, ['cache-status: edge; hit']),
        isPrivatePage: true,
        isShared: false,
        ...over,
      },
    ],
  });

const rows: readonly (readonly [keyof typeof checks, string, CacheProbes, object])[] = [
  ['stuckError', 'a minute', missing('cache-control: max-age=60'), { outcome: 'pass' }],
  [
    'stuckError',
    'ten minutes',
    missing('cache-control: max-age=600'),
    {
      outcome: 'fail',
      severity: 'medium',
      found: 'https://shop.test/nothing: the 404 is kept for 10 minutes',
    },
  ],
  [
    'stuckError',
    'a day at the CDN',
    missing('cdn-cache-control: max-age=86400'),
    { outcome: 'fail', found: 'https://shop.test/nothing: the 404 is kept for 1 day' },
  ],
  ['stuckError', 'nobody answers', sampleProbes(), { outcome: 'unknown' }],
  ['stuckRedirect', 'five minutes', redirect(301, 'cache-control: max-age=300'), { outcome: 'pass' }],
  [
    'stuckRedirect',
    'a year',
    redirect(308, week),
    { outcome: 'fail', found: 'https://shop.test/account: the 308 is kept for 365 days' },
  ],
  ['stuckRedirect', 'only temporary ones', redirect(302, week), { outcome: 'notApplicable' }],
  ['storedLogin', 'not kept', redirect(303, 'cache-control: private, no-store'), { outcome: 'pass' }],
  [
    'storedLogin',
    'kept',
    redirect(302, 'cache-control: public, max-age=600'),
    { outcome: 'fail', found: 'https://shop.test/account: the 302 is kept for 10 minutes' },
  ],
  ['storedLogin', 'only permanent ones', redirect(301), { outcome: 'notApplicable' }],
  [
    'deception',
    'not asked without --active',
    sampleProbes({ deceptions: null }),
    { outcome: 'unknown', remedy: 'launch-ready audit --active' },
  ],
  ['deception', 'nothing personal', sampleProbes(), { outcome: 'notApplicable' }],
  ['deception', 'not kept', deceived({}, 'cache-control: private'), { outcome: 'pass' }],
  [
    'deception',
    'may be kept',
    deceived({}, 'cache-control: max-age=60'),
    { outcome: 'fail', confidence: 'possible' },
  ],
  [
    'deception',
    'a stranger got it',
    deceived({ isShared: true }),
    {
      outcome: 'fail',
      severity: 'blocker',
      found:
        'a stranger was served https://shop.test/account from the cache as https://shop.test/account/x.css',
    },
  ],
];

describe('probes', () => {
  it.each(rows)('%s: %s', (...[name, , probes, expected]) => {
    expect(checks[name].judge({ probes }, samplePageContext())).toMatchObject(expected);
  });

  it.each(Object.entries(checks))(
    '%s: a host that is not asked is not judged; unknown probes stay unknown',
    (_name, each) => {
      const verdict = each.judge({ probes: { isAsked: false, why: 'elsewhere' } }, samplePageContext());
      expect(verdict).toEqual({ outcome: 'notApplicable', why: 'elsewhere' });
      expect('mode' in each.needs.probes).toBe(false);
    },
  );
});

describe('two visitors', () => {
  const seen = (over: Partial<Extract<Visitors, { isAsked: true }>>): Visitors => ({
    isAsked: true,
    pages: [{ url: 'https://shop.test/', marks: 2 }],
    crossings: [],
    failures: [],
    ...over,
  });
  const crossing = {
    url: 'https://shop.test/',
    what: 'cookie session',
    from: 'a newcomer',
    to: 'another newcomer',
    transcript: [{ who: 'a newcomer', text: 'GET https://shop.test/: 200' }],
  };
  it.each([
    [
      'nothing crosses over',
      seen({}),
      { outcome: 'pass', found: '1 pages as five visitors, 1 with something personal, nothing crossed over' },
    ],
    [
      'a session crosses over',
      seen({ crossings: [crossing] }),
      {
        outcome: 'fail',
        found: 'cookie session of a newcomer reached another newcomer on https://shop.test/',
      },
    ],
    [
      'a page did not answer',
      seen({ failures: [{ url: 'https://shop.test/', message: 'timed out' }] }),
      { outcome: 'unknown' },
    ],
    ['no pages', { isAsked: false, why: 'no page' } as const, { outcome: 'notApplicable' }],
  ])('%s', (_story, visitors, expected) => {
    expect(leak.judge({ visitors }, samplePageContext())).toMatchObject(expected);
  });
});
