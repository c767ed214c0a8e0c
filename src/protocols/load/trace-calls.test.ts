import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { callsOnTheWay, type TraceSpan } from './trace-calls.ts';

const span = (id: string, at: readonly [number, number], change: Partial<TraceSpan> = {}): TraceSpan => ({
  trace: 't',
  id,
  parent: 'root',
  name: id,
  kind: 'other',
  startMs: at[0],
  endMs: at[1],
  callee: null,
  ...change,
});
const root = (end: number): TraceSpan =>
  span('root', [0, end], { parent: '', name: 'POST /pay', kind: 'server' });
const call = (
  id: string,
  at: readonly [number, number],
  callee: string,
  change: Partial<TraceSpan> = {},
): TraceSpan => span(id, at, { kind: 'client', callee, ...change });
const shares = (spans: readonly TraceSpan[]): unknown =>
  callsOnTheWay(spans).map(({ route, callees }) => [
    route,
    callees.map(({ callee, medianMs, calls }) => [callee, medianMs, calls]),
  ]);

describe('PERF-5: whom an answer waits for', () => {
  test.each([
    [
      'one after the other: both',
      [call('a', [10, 60], 'database'), call('b', [60, 460], 'pay.example')],
      [
        ['pay.example', 400, 1],
        ['database', 50, 1],
      ],
    ],
    [
      'side by side: the one that ends last',
      [call('a', [10, 300], 'mail.example'), call('b', [10, 460], 'pay.example')],
      [['pay.example', 450, 1]],
    ],
    [
      'half beside each other: the earlier one up to nothing, it ended in between',
      [call('a', [10, 200], 'mail.example'), call('b', [100, 460], 'pay.example')],
      [['pay.example', 360, 1]],
    ],
    [
      'three times the same',
      [
        call('a', [0, 100], 'pay.example'),
        call('b', [100, 200], 'pay.example'),
        call('c', [200, 300], 'pay.example'),
      ],
      [['pay.example', 300, 3]],
    ],
    [
      'behind work of its own',
      [span('work', [10, 460]), call('b', [20, 450], 'pay.example', { parent: 'work' })],
      [['pay.example', 430, 1]],
    ],
    ['goes on after the answer: nobody waits', [call('a', [10, 900], 'mail.example')], []],
    ['handed to a queue', [call('a', [10, 400], 'queue.example', { kind: 'producer' })], []],
    [
      'what the callee tells of itself is its own',
      [call('a', [0, 400], 'pay.example'), call('inner', [10, 300], 'bank.example', { parent: 'a' })],
      [['pay.example', 400, 1]],
    ],
    ['of another trace', [call('a', [10, 400], 'pay.example', { trace: 'u' })], []],
  ] as const)('%s', (_name, spans, expected) => {
    expect(shares([root(500), ...spans])).toEqual([['POST /pay', expected]]);
  });

  test('medians over the traces of a route', () => {
    const trace = (id: string, ms: number): readonly TraceSpan[] =>
      [root(ms + 10), call('a', [0, ms], 'pay.example')].map((each) => ({ ...each, trace: id }));
    const [route] = callsOnTheWay([...trace('x', 100), ...trace('y', 300), ...trace('z', 200)]);
    expect(route).toMatchObject({ traces: 3, medianMs: 210, callees: [{ medianMs: 200 }] });
  });

  test('no trace, however twisted, breaks it or costs more time than it took', () => {
    const id = fc.constantFrom('root', 'a', 'b', 'c', '');
    const any = fc.record({
      id,
      parent: id,
      startMs: fc.integer({ min: 0, max: 100 }),
      took: fc.integer({ min: -5, max: 100 }),
      isCall: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), (rows) => {
        const spans = rows.map(({ id: own, parent, startMs, took, isCall }) =>
          span(own, [startMs, startMs + took], {
            parent,
            kind: isCall ? 'client' : 'server',
            callee: isCall ? 'x' : null,
          }),
        );
        for (const { medianMs, callees } of callsOnTheWay(spans))
          for (const each of callees) expect(each.medianMs).toBeLessThanOrEqual(Math.max(0, medianMs) + 1e-9);
      }),
      { seed: 20261122, numRuns: 300 },
    );
  });
});
