import fc from 'fast-check';
import { expect, test } from 'vitest';
import { probeOnce, said, traceparent } from '../../../test/conformance/monitor-probing.ts';
import type { FakeAnswer } from '../../outside/fake/http.ts';
import type { Json } from '../../model/json.ts';
import http from './http.ts';

const url = 'https://shop.example/';
const look = (answer: FakeAnswer, options: Record<string, Json> = {}, slowMs: number | null = null) =>
  probeOnce(http, { target: url, options, slowMs }, { http: { [url]: answer } });
const json = (value: Json): FakeAnswer => ({ body: JSON.stringify(value) });

test.each<[string, FakeAnswer, Record<string, Json>, string]>([
  ['a page that answers', 'hello', {}, 'up'],
  ['the wrong status', { status: 503 }, {}, 'down http http-503: The server answered 503 instead of 2xx'],
  ['a status that is meant to be', { status: 401 }, { status: 401 }, 'up'],
  ['its words', 'Add to cart', { text: 'Add to cart' }, 'up'],
  ['without its words', 'Sorry', { text: ['Add'] }, 'down content text-missing: The page does not say "Add"'],
  ['words of an error', 'Oops', { absentText: 'Oops' }, 'down content text-present: The page says "Oops"'],
  [
    'a header that is gone',
    'x',
    { headers: { 'strict-transport-security': 'max-age' } },
    'down content header-unexpected: Header strict-transport-security is missing, expected "max-age"',
  ],
  ['a header that is there', { headers: { 'X-A': 'yes, please' } }, { headers: { 'x-a': 'yes' } }, 'up'],
  [
    'a header that should not be',
    { headers: { 'x-powered-by': 'Express' } },
    { absentHeaders: ['X-Powered-By'] },
    'down content header-unexpected: Header X-Powered-By should not be sent',
  ],
  ['a value in JSON', json({ db: { ok: true } }), { json: { 'db.ok': true } }, 'up'],
  [
    'another value in JSON',
    json({ db: { ok: false } }),
    { json: { 'db.ok': true } },
    'down content json-unexpected: db.ok is false, expected true',
  ],
  ['no JSON', '<html>', { json: { ok: true } }, 'down content json-invalid: The answer is not JSON'],
  [
    'inherited properties are not values',
    json({}),
    { json: { constructor: 1 } },
    'down content json-unexpected: constructor is missing, expected 1',
  ],
  [
    'a redirect that is guarded',
    { status: 301, headers: { location: 'https://www.shop.example/' } },
    { redirectsTo: 'https://www.shop.example/' },
    'up',
  ],
  [
    'a redirect that leads elsewhere',
    { status: 301, headers: { location: 'https://evil.example/' } },
    { redirectsTo: 'https://www.shop.example/' },
    'down http redirect-unexpected: It leads to https://evil.example/ instead of https://www.shop.example/',
  ],
  [
    'a name that is gone',
    { error: 'name-not-found' },
    {},
    `down dns dns-nxdomain: Asking ${url}: name-not-found`,
  ],
  ['a closed port', { error: 'refused' }, {}, `down connect connect-refused: Asking ${url}: refused`],
  [
    'an expired certificate',
    { tls: { isAuthorized: false, authorizationError: 'CERT_HAS_EXPIRED' } },
    {},
    'down tls tls-expired: The certificate is not accepted (CERT_HAS_EXPIRED)',
  ],
])('%s', async (...row) => {
  const [, answer, options, expected] = row;
  expect(said(await look(answer, options))).toBe(expected);
});

test('slower than agreed is degraded, with the figure', async () => {
  expect(said(await look({ totalMs: 900 }, {}, 800))).toBe('degraded http slow: 900 ms, slower than 800 ms');
});

test('redirects are followed, five at most, and the owner’s headers stay at home', async () => {
  const sample = await probeOnce(
    http,
    { target: url, options: { requestHeaders: { 'x-own': '1' } } },
    {
      http: {
        [url]: { status: 302, headers: { location: 'https://other.example/' } },
        'https://other.example/': 'there',
      },
    },
  );
  expect(said(sample)).toBe('up');
  expect(sample.outside.http.requests.map(({ headers }) => headers)).toEqual([
    [
      ['x-own', '1'],
      ['traceparent', traceparent],
      ['tracestate', 'launchready=probe'],
    ],
    [
      ['traceparent', traceparent],
      ['tracestate', 'launchready=probe'],
    ],
  ]);
  const round = await look({ status: 302, headers: { location: url } });
  expect(said(round)).toBe(`down http http-failure: ${url} redirects more than 5 times`);
});

test('phases are stamped and a resumed session is said', async () => {
  const sample = await look({ totalMs: 20, tls: { isResumed: true } });
  expect(sample).toMatchObject({ phases: { connectMs: 1, tlsMs: 1, firstByteMs: 18 }, isResumed: true });
});

test('evidence keeps the answer, not what is secret in it', async () => {
  const sample = await look({
    status: 500,
    headers: { 'set-cookie': 'sid=abc', server: 'edge' },
    body: 'Error for ada@shop.example token=AAAABBBBCCCCDDDDEEEEFFFFGGGGHHHH\nline',
  });
  expect(sample.evidence).toEqual([
    '500 from 192.0.2.1',
    'set-cookie: (hidden)',
    'server: edge',
    'body: Error for (address) token=(hidden) line',
  ]);
});

test('options are checked before they are used', () => {
  expect(http.problems({ status: 200, text: 'x' })).toEqual([]);
  expect(http.problems({ stat: 200 })).toEqual(['options: Not known here: stat.']);
  expect(http.problems({ status: 'ok' })).not.toEqual([]);
});

test('whatever a server sends, the probe gives a bounded sample', async () => {
  const header = fc.tuple(fc.stringMatching(/^[a-z-]{1,12}$/), fc.string());
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 100, max: 999 }),
      fc.array(header, { maxLength: 30 }),
      fc.string({ maxLength: 3000 }),
      async (status, headers, body) => {
        const sample = await look({ status, headers, body }, { json: { a: 1 } });
        expect(sample.message.length).toBeLessThanOrEqual(300);
        expect(sample.evidence.every((line) => line.length <= 300 && !/[\r\n]/.test(line))).toBe(true);
      },
    ),
    { seed: 8, numRuns: 100 },
  );
});
