import { expect, test } from 'vitest';
import { judgeDegraded, type DegradedAct } from './degrade.ts';

const act = (slowMs: number, change: Partial<DegradedAct> = {}): DegradedAct => ({
  id: 'checkout/pay',
  usualMs: [100, 90, 110],
  slowMs: [slowMs, slowMs - 20, slowMs + 20],
  trouble: null,
  questions: 3,
  ...change,
});

test.each([
  ['two seconds longer', act(2100), 'waits', '2 s longer with pay.example 2 s slow: it is waited for.'],
  [
    'four seconds longer',
    act(4100),
    'waits',
    '4 s longer with pay.example 2 s slow: it is asked 2 times, one after the other.',
  ],
  [
    'half a second longer: a time-out',
    act(600),
    'waits',
    '500 ms longer with pay.example 2 s slow: it gives up after about 500 ms.',
  ],
  ['no longer, and asked', act(130), 'free', 'Not held up with pay.example 2 s slow.'],
  ['no longer, and not asked', act(130, { questions: 0 }), 'apart', 'pay.example was not asked.'],
  [
    'longer, though its connection was opened before',
    act(2100, { questions: 0 }),
    'waits',
    '2 s longer with pay.example 2 s slow: it is waited for.',
  ],
  [
    'an error while it is slow',
    act(130, { trouble: 'it answers 502' }),
    'fails',
    'With pay.example 2 s slow: it answers 502.',
  ],
] as const)('PERF-5: %s', (_name, each, verdict, text) => {
  expect(judgeDegraded(each, { host: 'pay.example', delayMs: 2000 })).toMatchObject({ verdict, text });
});
