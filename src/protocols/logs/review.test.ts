import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanLines } from './clean-lines-sample.ts';
import { LogClusters } from './drain.ts';
import { readLogLine } from './line.ts';
import { reviewLog } from './review.ts';

const review = (...lines: readonly string[]) => reviewLog('app.log', Buffer.from(lines.join('\n')), 0);
const told = (...lines: readonly string[]) =>
  review(...lines).problems.map(({ rule, severity, line, text }) => `${severity} ${rule} ${line}: ${text}`);
const withId = 'INFO request_id=abcdef123 ok';

describe('AUD-8 and MON-8: what a log tells', () => {
  it.each([
    [
      'a mail address in a field',
      ['{"level":30,"reqId":"a1","msg":"x","user":{"email":"jane@shop.example"}}'],
      ['medium logs/personal-data 1: a mail address is logged'],
    ],
    [
      'a card, twice in one place',
      ['pan=4242424242424242', 'pan=4242424242424242'],
      ['high logs/personal-data 1: a card is logged (2 lines)'],
    ],
    [
      'a failed payment webhook',
      ['stripe webhook evt_1 failed: 500'],
      ['high logs/payment-webhook 1: a payment webhook failed: an order may be paid and not delivered'],
    ],
    [
      'one failed login',
      ['Failed password for deploy from 10.0.0.1 port 22'],
      ['low logs/failed-auth 1: authentication failed'],
    ],
    [
      'twenty of them',
      Array<string>(20).fill('login failed'),
      ['high logs/failed-auth 1: authentication failed (20 lines)'],
    ],
    ['a timeout', ['connect ETIMEDOUT 10.0.0.1:5432'], ['medium logs/timeout 1: a timeout']],
    [
      'no request ids',
      Array<string>(6).fill('INFO stored'),
      [
        'medium logs/request-id 1: 6 of 6 lines carry no request id, so the lines of one request cannot be found',
      ],
    ],
    [
      'one error five times',
      [1, 2, 3, 4, 5].map((each) => `ERROR request_id=abcdef12${each} no stock for item ${each}`),
      ['medium logs/repeated-error 1: the same error 5 times: ERROR request_id=<*> no stock for item <*>'],
    ],
    ['a clean log', Array<string>(10).fill(withId), []],
    ['an empty log', [''], []],
  ])('%s', (_name, lines, problems) => {
    expect(told(...lines)).toEqual(problems);
  });

  it('a secret is named with its line and the field to redact, and never shown', () => {
    const secret = ['gh', 'p_', 'a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8'].join('');
    const password = `postgres://shop:kX9${'vQ2mZ7pL4w'}@db.internal:5432/shop`;
    const { problems } = review(
      withId,
      `{"level":30,"reqId":"a","msg":"m","db":{"url":"${password}"},"t":"${secret}"}`,
    );
    const secrets = problems.filter(({ rule }) => rule === 'logs/secret');
    expect(secrets.map(({ line }) => line)).toContain(2);
    expect(secrets.map(({ fix }) => fix).join(' ')).toContain("redact: ['db.url']");
    expect(JSON.stringify(problems)).not.toContain('vQ2mZ7pL4w');
  });

  it.each([
    [
      '{"level":30,"msg":"a","email":"jo@shop.example"}',
      "pino: redact: ['email']; winston: a format that deletes info.email; structlog, zap: drop the key email.",
    ],
    [
      '{"level":30,"msg":"hello jo@shop.example"}',
      'It stands in the message: log an id instead of the value.',
    ],
    [
      '"GET /reset?mail=jo@shop.example HTTP/1.1" 200 1',
      'It is the query parameter mail: log the path only (nginx: $uri in place of $request in log_format), and send it in the body.',
    ],
    [
      'user="jo@shop.example"',
      'Drop or mask user in the formatter (logging.Filter in Python, filter_parameters in Rails, a redact rule elsewhere).',
    ],
  ])('the logger rule for %s', (line, fix) => {
    expect(review(line).problems.map((each) => each.fix)).toEqual([fix]);
  });

  it('any text ends in a review', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('{"level":50', '\n', '" 500 12', 'webhook', '@', 'ERROR '),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        expect(review(pieces.join('')).lines).toBeLessThanOrEqual(31 * 10);
      }),
      { seed: 9, numRuns: 200 },
    );
  });
});

describe('MON-8: one line', () => {
  it.each([
    ['{"level":50,"msg":"a","req":{"id":7}}', { level: 'error', hasRequestId: true, status: null }],
    [
      '{"severity":"WARNING","message":"a","trace_id":"x","status":503}',
      { level: 'warning', hasRequestId: true, status: 503 },
    ],
    ['1.2.3.4 - - [x] "GET / HTTP/1.1" 502 12 "-"', { level: null, hasRequestId: false, status: 502 }],
    ['level=error ts=1 traceID=0123456789abcdef', { level: 'error', hasRequestId: true, status: null }],
    ['{broken', { level: null, hasRequestId: false, status: null }],
  ])('%s', (text, line) => {
    expect(readLogLine(text)).toMatchObject(line);
  });
});

describe('MON-6 and MON-8: clustering', () => {
  it('20,000 lines of 15 programs become few templates, every line counted', () => {
    const clusters = new LogClusters();
    for (const [at, line] of cleanLines(20_000).entries()) clusters.add(line, at);
    const counted = clusters.clusters.reduce((sum, { count }) => sum + count, clusters.others);
    expect(counted).toBe(20_000);
    expect(clusters.clusters.length).toBeLessThan(60);
  });
  it('a sender of ever new lines fills no memory', () => {
    const clusters = new LogClusters();
    const word = (at: number): string => [...String(at)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
    for (let at = 0; at < 8000; at += 1) clusters.add(`${word(at)} ${word(at)} x`, at);
    expect([clusters.clusters.length, clusters.others]).toEqual([5000, 3000]);
  });
});
