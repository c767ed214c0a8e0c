import { describe, expect, test } from 'vitest';
import { hasRequestId, type InsideLog } from './log.ts';
import { logBursts, type LogBurstSeen } from './log-alarms.ts';

// MON-8: what received lines tell together.
const burst = (changes: Partial<LogBurstSeen>): LogBurstSeen => ({
  rule: 'logs/failed-auth',
  service: 'shop',
  pattern: '',
  now: 0,
  before: 0,
  sinceMs: 0,
  ...changes,
});
const repeated = { rule: 'logs/repeated-error', pattern: 'p' };

describe('bursts', () => {
  test.each([
    ['20 failed logins where none are usual', burst({ now: 20 }), false, 1],
    ['19 of them', burst({ now: 19 }), false, 0],
    ['60 where 20 are usual', burst({ now: 60, before: 20 * 144 }), false, 0],
    ['100 where 20 are usual', burst({ now: 100, before: 20 * 144 }), false, 1],
    ['time-outs', burst({ rule: 'logs/timeout', now: 20 }), false, 1],
    ['one error 25 times', burst({ ...repeated, now: 25 }), false, 1],
    ['one error 24 times', burst({ ...repeated, now: 24 }), false, 0],
    ['one error, which an error client tells too', burst({ ...repeated, now: 25 }), true, 0],
    ['a rule nobody knows', burst({ rule: 'logs/other', now: 1e6 }), false, 0],
  ])('%s', (_story, seen, hasErrorClient, count) => {
    const titles = new Map([['p', 'stock of <*> is negative']]);
    expect(logBursts([seen], { environment: 'production', titles, hasErrorClient })).toHaveLength(count);
  });
  test('says what, how often, where, and what is usual', () => {
    const titles = new Map([['p', 'stock of <*> is negative']]);
    const [alarm] = logBursts([burst({ ...repeated, now: 60, before: 288 })], {
      environment: 'production',
      titles,
      hasErrorClient: false,
    });
    expect(alarm?.title).toBe(
      'The error "stock of <*> is negative": 60 lines of shop in 10 minutes, usually 2',
    );
  });
});

describe('a line can be found by its request', () => {
  const line = (changes: Partial<InsideLog>): InsideLog => ({
    atMs: 0,
    level: 'other',
    message: 'order stored',
    eventName: null,
    attributes: {},
    traceId: null,
    origin: { service: 'shop', environment: 'production', release: null },
    ...changes,
  });
  test.each([
    ['with a trace', line({ traceId: 'a'.repeat(32) }), true],
    ['with a field', line({ attributes: { reqId: 'x1' } }), true],
    ['with a field of a group', line({ attributes: { 'http.request_id': 'x1' } }), true],
    ['with an empty field', line({ attributes: { request_id: '' } }), false],
    ['in the text', line({ message: 'order stored request_id=a1b2c3' }), true],
    ['in a line of JSON', line({ message: '{"msg":"order stored","requestId":"a1b2c3"}' }), true],
    ['not at all', line({}), false],
  ])('%s', (_story, log, expected) => {
    expect(hasRequestId(log)).toBe(expected);
  });
});
