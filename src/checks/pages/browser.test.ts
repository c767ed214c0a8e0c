import { describe, expect, it } from 'vitest';
import { unixMs } from '../../model/brand.ts';
import type { JudgeContext, Verdict } from '../../model/check.ts';
import { unknownFact } from '../../model/fact.ts';
import { tokenOf } from '../../model/need.ts';
import type { Profile } from '../../model/profile.ts';
import type { BrowserSight, BrowserVisits, DoneVisits } from '../../facts/pages/browser.ts';
import { sampleCrawl, samplePage, samplePageContext } from '../../facts/pages/reading/sample.ts';
import type { LabRun } from '../../protocols/browser/lab.ts';
import blockingTime from './blocking-time.ts';
import failedRequests from './failed-requests.ts';
import largestPaint from './largest-paint.ts';
import layoutShift from './layout-shift.ts';
import lighthouseScore from './lighthouse-score.ts';
import mixedContent from './mixed-content.ts';
import phoneWidth from './phone-width.ts';
import scriptErrors from './script-errors.ts';
import weightInBrowser from './weight-in-browser.ts';

// PERF-4, PERF-5, EDGE-4: what a browser saw, from recorded facts.
const url = 'https://shop.test/';
const profile = {
  page: { lcpMs: 2500, cls: 0.1, lighthouseMobile: 80, payloadBytes: 800_000 },
} as unknown as Profile;
const context = (name = 'shop.test'): JudgeContext => ({ ...samplePageContext(name), profile });
const none = unknownFact('not asked', 'ask');

const run = (over: Partial<LabRun> = {}): LabRun => ({
  score: 95,
  firstPaintMs: 900,
  largestPaintMs: 1300,
  layoutShift: 0.01,
  blockingMs: 100,
  bytes: 90_000,
  requests: 9,
  shifts: [],
  blocking: [],
  thirdParties: [],
  ...over,
});
const sight = (over: Partial<BrowserSight> = {}): BrowserSight => ({
  url,
  device: 'phone',
  problem: null,
  status: 200,
  endUrl: url,
  largestPaintNode: 'img#hero',
  pageWidth: 390,
  windowWidth: 390,
  errors: [],
  consoleErrors: [],
  failed: [],
  mixed: [],
  foreign: [],
  ...over,
});
const seen = (runs: readonly LabRun[], ...visits: readonly BrowserSight[]): DoneVisits => ({
  isVisited: true,
  visits: visits.length === 0 ? [sight()] : [...visits],
  lab: { tool: 'Lighthouse 13.5.0', url, runs: [...runs], failures: [] },
  pictures: [],
});
const says = (verdict: Verdict): readonly [string, string] => [verdict.outcome, JSON.stringify(verdict)];

describe('lab runs of the start page', () => {
  it.each<[string, (value: DoneVisits) => Verdict, Partial<LabRun>, string, string]>([
    [
      'main content in time',
      (value) => largestPaint.judge({ browser: value }, context()),
      {},
      'pass',
      'after 1300 ms',
    ],
    [
      'main content late',
      (value) => largestPaint.judge({ browser: value }, context()),
      { largestPaintMs: 3000 },
      'fail',
      'img#hero',
    ],
    [
      'main content very late',
      (value) => largestPaint.judge({ browser: value }, context()),
      { largestPaintMs: 6000 },
      'fail',
      '"severity":"high"',
    ],
    [
      'nothing painted',
      (value) => largestPaint.judge({ browser: value }, context()),
      { largestPaintMs: null },
      'unknown',
      'no run reported one',
    ],
    ['still', (value) => layoutShift.judge({ browser: value }, context()), {}, 'pass', '0.01'],
    [
      'jumping',
      (value) => layoutShift.judge({ browser: value }, context()),
      { layoutShift: 0.4, shifts: [{ node: 'div#offer', score: 0.4, cause: '' }] },
      'fail',
      'div#offer moves: layout shift 0.40',
    ],
    ['good score', (value) => lighthouseScore.judge({ browser: value }, context()), {}, 'pass', 'score 95'],
    [
      'score a little below, which may be chance',
      (value) => lighthouseScore.judge({ browser: value }, context()),
      { score: 75 },
      'fail',
      '"confidence":"possible"',
    ],
    [
      'score far below',
      (value) => lighthouseScore.judge({ browser: value }, context()),
      { score: 40 },
      'fail',
      '"severity":"high"',
    ],
    [
      'a score that Lighthouse could not give',
      (value) => lighthouseScore.judge({ browser: value }, context()),
      { score: null },
      'unknown',
      'no run of Lighthouse 13.5.0 gave one',
    ],
    ['reacts', (value) => blockingTime.judge({ browser: value }, context()), {}, 'pass', '100 ms'],
    [
      'blocked',
      (value) => blockingTime.judge({ browser: value }, context()),
      { blockingMs: 900 },
      'fail',
      '900 ms',
    ],
    ['light', (value) => weightInBrowser.judge({ browser: value }, context()), {}, 'pass', '90 kB'],
    [
      'heavy',
      (value) => weightInBrowser.judge({ browser: value }, context()),
      { bytes: 1_000_000 },
      'fail',
      '1.0 MB, 5.6 s on slow 4G',
    ],
  ])('%s', (_story, judge, over, outcome, words) => {
    expect(says(judge(seen([run(over)])))).toEqual([outcome, expect.stringContaining(words)]);
  });

  it('one bad run of five is no finding', () => {
    const runs = [run(), run(), run({ score: 30, largestPaintMs: 9000, layoutShift: 0.9 }), run(), run()];
    for (const each of [largestPaint, layoutShift, lighthouseScore])
      expect(each.judge({ browser: seen(runs) }, context()).outcome).toBe('pass');
  });

  it('a score is asked for and Lighthouse is not installed: an open question with its answer, never a pass', () => {
    const lab = { tool: 'Chromium', url, runs: [run({ score: null })], failures: [] };
    expect(lighthouseScore.judge({ browser: { ...seen([]), lab } }, context())).toEqual({
      outcome: 'unknown',
      missing: 'the Lighthouse score: the profile asks for 80, and Lighthouse is not installed',
      remedy: 'npm install lighthouse && launch-ready audit --browser',
    });
  });

  it('no run was finished', () => {
    const browser: DoneVisits = {
      ...seen([]),
      lab: { tool: 'Chromium', url, runs: [], failures: ['crashed'] },
    };
    expect(says(layoutShift.judge({ browser }, context()))).toEqual([
      'unknown',
      expect.stringContaining('crashed'),
    ]);
  });
});

describe('visits', () => {
  const message = { text: 'TypeError: cart is undefined', at: `${url}app.js:12` };
  const failed = { url: 'https://api.shop.test/x', type: 'Fetch', answer: '500' };
  const mixed = { url: 'http://shop.test/p.png', outcome: 'upgraded' as const, type: 'Image' };
  it.each<[string, (value: DoneVisits) => Verdict, Partial<BrowserSight>, string, string]>([
    ['no error', (value) => scriptErrors.judge({ browser: value }, context()), {}, 'pass', '1 visit'],
    [
      'an uncaught error',
      (value) => scriptErrors.judge({ browser: value }, context()),
      { errors: [message] },
      'fail',
      'app.js:12',
    ],
    [
      'console only',
      (value) => scriptErrors.judge({ browser: value }, context()),
      { consoleErrors: [message] },
      'fail',
      '"severity":"low"',
    ],
    [
      'all answered',
      (value) => failedRequests.judge({ browser: value, assets: none }, context()),
      {},
      'pass',
      '1 visit',
    ],
    [
      'a call that fails',
      (value) => failedRequests.judge({ browser: value, assets: none }, context()),
      { failed: [failed] },
      'fail',
      'fetch https://api.shop.test/x',
    ],
    [
      'blocked for being in clear is told elsewhere',
      (value) => failedRequests.judge({ browser: value, assets: none }, context()),
      { failed: [{ ...failed, url: mixed.url }], mixed: [mixed] },
      'pass',
      '1 visit',
    ],
    [
      'all over https',
      (value) => mixedContent.judge({ browser: value, crawl: none, assets: none }, context()),
      {},
      'pass',
      '1 visit',
    ],
    [
      'upgraded',
      (value) => mixedContent.judge({ browser: value, crawl: none, assets: none }, context()),
      { mixed: [mixed] },
      'fail',
      '"severity":"medium"',
    ],
    [
      'blocked',
      (value) => mixedContent.judge({ browser: value, crawl: none, assets: none }, context()),
      { mixed: [{ ...mixed, outcome: 'blocked' }] },
      'fail',
      '"severity":"high"',
    ],
    ['fits', (value) => phoneWidth.judge({ browser: value }, context()), {}, 'pass', '390 px'],
    [
      'too wide',
      (value) => phoneWidth.judge({ browser: value }, context()),
      { pageWidth: 720 },
      'fail',
      '720 px wide in a window of 390 px',
    ],
    [
      'desktop only',
      (value) => phoneWidth.judge({ browser: value }, context()),
      { device: 'desktop' },
      'notApplicable',
      'as a phone',
    ],
  ])('%s', (_story, judge, over, outcome, words) => {
    expect(says(judge(seen([run()], sight(over))))).toEqual([outcome, expect.stringContaining(words)]);
  });

  it('what stands in the HTML is told by the headers theme', () => {
    const page = samplePage('/', [], { loads: [{ kind: 'image', url: mixed.url, line: 4 }] });
    const crawl = {
      state: 'known' as const,
      value: sampleCrawl(page),
      source: '',
      collectedAt: unixMs(0),
      tookMs: 1,
    };
    const browser = seen([run()], sight({ mixed: [mixed] }));
    expect(mixedContent.judge({ browser, crawl, assets: none }, context()).outcome).toBe('pass');
  });
});

const all = {
  blockingTime,
  failedRequests,
  layoutShift,
  lighthouseScore,
  mixedContent,
  phoneWidth,
  scriptErrors,
  weightInBrowser,
  largestPaint,
};
describe('without a browser', () => {
  const silent: BrowserVisits = { isVisited: false, why: 'no browser was asked for', isOnlyNotAsked: true };
  it('it is told once that nothing was measured', () => {
    const outcomes = Object.values(all).map(
      // Guarantee: each check takes no more facts than these.
      (each) => each.judge({ browser: silent, crawl: none, assets: none } as never, context()).outcome,
    );
    expect(outcomes.filter((each) => each === 'unknown')).toHaveLength(1);
    expect(new Set(outcomes)).toEqual(new Set(['unknown', 'notApplicable']));
    expect(largestPaint.judge({ browser: silent }, context('api.shop.test')).outcome).toBe('notApplicable');
  });

  it.each(Object.entries(all))('%s: a browser that shows nothing leaves it unknown', (_name, each) => {
    expect(tokenOf(each.needs.browser).id).toBe('pages/browser');
    const browser = { ...seen([run()], sight({ problem: 'no answer in time' })), lab: null };
    const verdict = each.judge({ browser, crawl: none, assets: none } as never, context());
    expect(says(verdict)).toEqual(['unknown', expect.stringContaining('no answer in time')]);
  });
});
