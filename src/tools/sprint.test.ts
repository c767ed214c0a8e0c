import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleReport } from '../../test/suites/report-formats/sample/report.ts';
import { unixMs } from '../model/brand.ts';
import type { Comparison } from '../model/comparison.ts';
import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import type { Sprint } from '../model/sprint.ts';
import { effortBand, hoursOf } from './effort.ts';
import { sprintOf } from './sprint.ts';

const hour = 3_600_000;
const finding = (fingerprint: string, more: Partial<Finding> = {}): Finding => {
  const [first] = sampleReport.findings;
  if (first === undefined) throw new Error('the sample has findings');
  const { waiver: _none, ...plain } = first;
  return {
    ...plain,
    fingerprint,
    title: fingerprint,
    severity: 'high',
    stage: 'dns',
    effortMinutes: 60,
    ...more,
  };
};

/** A run whose plan holds everything but the low ones, all in the first half day. */
function runOf(findings: readonly Finding[], more: Partial<Report> = {}): Report {
  const planned = findings.filter(({ severity }) => severity !== 'low');
  const slots = sampleReport.plan.slots.map((slot, index) => ({
    ...slot,
    tasks:
      index === 0
        ? planned.map(({ fingerprint, title, effortMinutes, severity }) => ({
            finding: fingerprint,
            title,
            minutes: effortMinutes,
            severity,
          }))
        : [],
  }));
  const deferred = findings
    .filter(({ severity }) => severity === 'low')
    .map(({ fingerprint, title }) => ({ finding: fingerprint, title, reason: 'week one' }));
  return { ...sampleReport, findings, waived: [], plan: { slots, deferred }, ...more };
}

const comparisonOf = (start: Report, now: Report, unclear: readonly string[] = []): Comparison => {
  const has = (report: Report, { fingerprint }: Finding): boolean =>
    [...report.findings, ...report.waived].some((each) => each.fingerprint === fingerprint);
  const gone = start.findings.filter((each) => !has(now, each));
  return {
    fixed: gone.filter(({ fingerprint }) => !unclear.includes(fingerprint)),
    unclear: gone.filter(({ fingerprint }) => unclear.includes(fingerprint)),
    stillOpen: now.findings.filter((each) => has(start, each)),
    appeared: now.findings.filter((each) => !has(start, each)),
    regressed: [],
  };
};
const sprint = (
  start: Report,
  now: Report,
  more: { readonly unclear?: readonly string[]; readonly hours?: number } = {},
): Sprint =>
  sprintOf({
    start,
    now,
    comparison: comparisonOf(start, now, more.unclear),
    at: unixMs(start.judgedAt + (more.hours ?? 0) * hour),
  });
const states = ({ slots }: Sprint): Readonly<Record<string, string>> =>
  Object.fromEntries(slots.flatMap(({ tasks }) => tasks.map((task) => [task.finding, task.state])));

// AUD-3: the two days as planned, and what became of them.
describe('the sprint', () => {
  it('begins with everything open, in half days of two days', () => {
    const start = runOf([
      finding('a', { severity: 'blocker' }),
      finding('b'),
      finding('c', { severity: 'low' }),
    ]);
    const begun = sprint(start, start);
    expect(begun.slots.map(({ day, half }) => `${day} ${half}`)).toEqual([
      '1 morning',
      '1 afternoon',
      '1 afternoon',
      '1 afternoon',
      '2 morning',
      '2 afternoon',
      '2 afternoon',
      '2 afternoon',
    ]);
    expect(states(begun)).toEqual({ a: 'open', b: 'open' });
    expect(begun.deferred).toMatchObject([{ finding: 'c', state: 'open', reason: 'week one' }]);
    expect(begun.headline).toBe('0 of 2 tasks done, 2 tasks of about 1 to 4 hours left, 48 of 48 hours left');
  });

  it('a finding that is gone is done, one that cannot be judged is not, one that was signed for is accepted', () => {
    const start = runOf(['a', 'b', 'c', 'd'].map((each) => finding(each)));
    const now = runOf([finding('c')], { waived: [finding('d')] });
    const later = sprint(start, now, { unclear: ['b'], hours: 20 });
    expect(states(later)).toEqual({ a: 'done', b: 'unclear', c: 'open', d: 'accepted' });
    expect(later.headline).toBe(
      '1 of 4 tasks done, 1 no longer measurable, 1 accepted, 2 tasks of about 1 to 4 hours left, 28 of 48 hours left',
    );
    expect(later.hours).toMatchObject({ done: { low: 0.5, high: 2 }, open: { low: 1, high: 4 } });
  });

  it('what appears joins its half day as new; a new small thing is deferred', () => {
    const start = runOf([finding('a')]);
    const now = runOf([finding('x'), finding('y', { severity: 'low' })]);
    const later = sprint(start, now, { hours: 60 });
    expect(states(later)).toEqual({ a: 'done', x: 'new' });
    expect(later.deferred).toMatchObject([{ finding: 'y', state: 'new' }]);
    expect(later.headline).toMatch(/, the 48 hours are over$/);
  });

  it('beyond the hours of the two days work is deferred with the reason, blockers never', () => {
    const day = { effortMinutes: 480 };
    const start = runOf([
      finding('medium', { ...day, severity: 'medium' }),
      ...['one', 'two'].map((each) => finding(each, day)),
      ...['b1', 'b2', 'b3'].map((each) => finding(each, { ...day, severity: 'blocker' })),
    ]);
    const full = sprint(start, start);
    expect(Object.keys(states(full))).toEqual(['b1', 'b2', 'b3']);
    expect(full.deferred.map(({ finding: each, reason }) => [each, reason])).toEqual([
      ['medium', '17 hours of more urgent work come first'],
      ['one', '17 hours of more urgent work come first'],
      ['two', '17 hours of more urgent work come first'],
    ]);
  });

  it('closing findings never makes it worse, and the same runs give the same sprint', () => {
    const all = ['a', 'b', 'c', 'd', 'e', 'f'].map((each, index) =>
      finding(each, { effortMinutes: 30 * (index + 1), severity: index < 2 ? 'blocker' : 'high' }),
    );
    const start = runOf(all);
    fc.assert(
      fc.property(fc.subarray(all), fc.nat(5), (left, index) => {
        const fewer = left.filter((_each, at) => at !== index);
        const [before, after] = [sprint(start, runOf(left)), sprint(start, runOf(fewer))];
        expect(after.counts.done).toBeGreaterThanOrEqual(before.counts.done);
        expect(after.hours.open.high).toBeLessThanOrEqual(before.hours.open.high);
        expect(sprint(start, runOf(left))).toEqual(before);
        const shown = before.slots.reduce((sum, { tasks }) => sum + tasks.length, 0) + before.deferred.length;
        expect(shown).toBe(all.length);
      }),
      { seed: 3, numRuns: 100 },
    );
  });
});

it.each([
  [5, 'S'],
  [30, 'S'],
  [31, 'M'],
  [120, 'M'],
  [240, 'L'],
  [241, 'XL'],
  [10_000, 'XL'],
] as const)('%d minutes are band %s', (minutes, band) => {
  expect(effortBand(minutes).id).toBe(band);
});

it('hours of bands add up to half hours', () => {
  expect(hoursOf([])).toEqual({ low: 0, high: 0 });
  expect(hoursOf(['S', 'S', 'M', 'XL'])).toEqual({ low: 5, high: 11 });
});
