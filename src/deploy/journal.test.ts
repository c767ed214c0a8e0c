import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entriesOf, stateOf, type JournalEntry } from './journal.ts';
import { isUnsettled, reportOf } from './report.ts';

/** DEP-5: what a journal tells, however it was cut off. */
const plan = {
  id: '20270101T000000-abcd',
  kind: 'deploy' as const,
  environment: 'production',
  version: 'b',
  previousVersion: 'a',
};
const result = (
  id: 'gate' | 'release' | 'migrate',
  status: 'done' | 'interrupted' = 'done',
): JournalEntry => ({
  kind: 'ended',
  at: 3,
  result: { id, title: id, status, found: 'fine', evidence: [], startedAt: 2 as never, tookMs: 1 },
});
const begun: JournalEntry = { kind: 'begun', at: 1, plan };
const textOf = (entries: readonly JournalEntry[]): string =>
  entries.map((each) => `${JSON.stringify(each)}\n`).join('');
const stateFrom = (text: string) => stateOf(entriesOf(text));

describe('a journal that was cut off', () => {
  it('in the middle of a step: the step is open, nobody knows how it ended, the deploy is unsettled', () => {
    const state = stateFrom(
      textOf([
        begun,
        result('gate'),
        { kind: 'started', at: 4, step: 'release', title: 'Release' },
        { kind: 'process', at: 5, step: 'release', pid: 77, bornAt: '9' },
      ]),
    );
    expect(state?.open?.step).toBe('release');
    expect(state?.process).toEqual({ pid: 77, bornAt: '9' });
    expect(state !== null && isUnsettled(state)).toBe(true);
    expect(state !== null && reportOf(state, null)).toMatchObject({
      verdict: 'interrupted',
      headline: 'Interrupted during release',
      steps: [
        { id: 'gate', status: 'done' },
        { id: 'release', status: 'interrupted' },
      ],
    });
  });

  it('before anything was touched: a new deploy may begin', () => {
    const state = stateFrom(textOf([begun, { kind: 'started', at: 2, step: 'gate', title: 'Gate' }]));
    expect(state !== null && isUnsettled(state)).toBe(false);
  });

  it('in the middle of a line: what was not acknowledged is left out', () => {
    const whole = textOf([begun, result('gate'), result('migrate')]);
    expect(stateFrom(whole.slice(0, -20))?.ended.has('migrate')).toBe(false);
    expect(stateFrom(whole)?.ended.has('migrate')).toBe(true);
  });

  it('by Ctrl-C: settled as interrupted is not settled; going on opens it again', () => {
    const entries: readonly JournalEntry[] = [
      begun,
      result('release', 'interrupted'),
      { kind: 'settled', at: 9, verdict: 'interrupted', headline: 'x' },
    ];
    const cut = stateOf(entries);
    expect(cut !== null && isUnsettled(cut)).toBe(true);
    const over = stateOf([
      ...entries,
      { kind: 'resumed', at: 10 },
      result('release'),
      { kind: 'settled', at: 11, verdict: 'released', headline: 'y' },
    ]);
    expect(over !== null && isUnsettled(over)).toBe(false);
    expect(over?.ended.get('release')?.status).toBe('done');
  });

  it('cut anywhere it is read without throwing, and never tells more than was written', () => {
    const whole = textOf([
      begun,
      result('gate'),
      { kind: 'started', at: 4, step: 'release', title: 'R' },
      result('release'),
    ]);
    const all = entriesOf(whole).length;
    fc.assert(
      fc.property(fc.nat(whole.length), fc.string(), (at, junk) => {
        const entries = entriesOf(whole.slice(0, at) + junk);
        expect(entries.length).toBeLessThanOrEqual(all);
        stateOf(entries);
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});
