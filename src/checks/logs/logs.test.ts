import { describe, expect, it } from 'vitest';
import type { Check } from '../../model/check.ts';
import { sampleContext } from '../../facts/redirects/reading/sample.ts';
import type { LogsReview } from '../../facts/logs/review.ts';
import { cleanLines } from '../../protocols/logs/clean-lines-sample.ts';
import { reviewLog } from '../../protocols/logs/review.ts';
import type logs from '../../facts/logs/review.ts';
import failedLogins from './failed-logins.ts';
import paymentWebhooks from './payment-webhooks.ts';
import personalData from './personal-data.ts';
import repeatedErrors from './repeated-errors.ts';
import requestIds from './request-ids.ts';
import secrets from './secrets.ts';
import timeouts from './timeouts.ts';

const checks: Readonly<Record<string, Check<{ logs: typeof logs }>>> = {
  secrets,
  'personal-data': personalData,
  'request-ids': requestIds,
  'repeated-errors': repeatedErrors,
  'failed-logins': failedLogins,
  timeouts,
  'payment-webhooks': paymentWebhooks,
};
const context = sampleContext();

/** An ordinary day of a healthy shop: every line of a request has its id. */
const healthy = Array.from(
  { length: 60 },
  (_, at) =>
    `{"level":30,"time":${1_795_300_000_000 + at},"reqId":"req-${at}a9c1","msg":"order ${at} stored","tookMs":${at}}`,
);

function factOf(lines: readonly string[], changes: Partial<LogsReview> = {}): LogsReview {
  const bytes = Buffer.from(lines.join('\n'));
  const { problems, telling, withRequestId, lines: count } = reviewLog('app.log', bytes, 0);
  return {
    files: [{ path: 'app.log', lines: count, bytes: bytes.length }],
    telling,
    withRequestId,
    problems: [...problems],
    notLookedAt: [],
    ...changes,
  };
}
const failing = (fact: LogsReview): readonly string[] =>
  Object.entries(checks).flatMap(([name, { judge }]) =>
    judge({ logs: fact }, context).outcome === 'fail' ? [name] : [],
  );

const stripe = ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_');
const json = (level: number, msg: string, more: object = {}): string =>
  JSON.stringify({ level, reqId: 'req-77aa12', msg, ...more });

describe('AUD-8: logs in the audit', () => {
  it.each([
    ['nothing planted', [], []],
    ['a key in a field', [json(30, 'charged', { key: stripe })], ['secrets']],
    ['a mail address', [json(30, 'mail sent', { to: 'jane@shop.example' })], ['personal-data']],
    [
      'no ids at all',
      Array.from({ length: 20 }, (_, at) => `2026-11-22T10:00:00Z INFO order ${at} stored`),
      ['request-ids'],
    ],
    [
      'one error, nine times',
      Array.from({ length: 9 }, (_, at) => json(50, `stock of ${at} is negative`)),
      ['repeated-errors'],
    ],
    ['a failed login', [json(40, 'login failed')], ['failed-logins']],
    ['a time-out', [json(40, 'ETIMEDOUT while asking the stock')], ['timeouts']],
    ['a payment webhook', [json(40, 'stripe webhook failed: 500')], ['payment-webhooks']],
  ])('%s: %o lead to %o', (_story, planted, expected) => {
    expect(failing(factOf([...healthy, ...planted]))).toEqual(expected);
  });

  it('a fail names file, line and what stops it, and never the value', () => {
    const verdict = secrets.judge(
      { logs: factOf([...healthy, json(30, 'charged', { key: stripe })]) },
      context,
    );
    expect(verdict).toMatchObject({
      outcome: 'fail',
      found: expect.stringMatching(/^a secret is logged: .*\(app\.log:61\)$/),
      fix: expect.stringContaining("redact: ['key']"),
    });
    expect(JSON.stringify(verdict)).not.toContain(stripe);
  });

  it.each(Object.entries(checks))(
    '%s: passes with its figure, is open when a file could not be read',
    (_name, { judge }) => {
      expect(judge({ logs: factOf(healthy) }, context)).toMatchObject({
        outcome: 'pass',
        found: expect.stringContaining('in 60 lines of 1 file'),
      });
      const gap = factOf(healthy, { notLookedAt: ['big.log is larger than 64 MiB'] });
      expect(judge({ logs: gap }, context).outcome).toBe('unknown');
      expect(judge({ logs: factOf([], { files: [] }) }, context).outcome).toBe('notApplicable');
      expect(judge({ logs: factOf([]) }, context).outcome).toBe('unknown');
    },
  );

  it('2,000 lines as common programs write them hold no leak', () => {
    const found = failing(factOf(cleanLines(2_000)));
    expect(found.filter((name) => name === 'secrets' || name === 'personal-data')).toEqual([]);
  });
});
