import { expect, it } from 'vitest';
import type { CollectContext } from '../../model/collector.ts';
import type { HttpRequest, HttpResponse } from '../../model/outside-http.ts';
import { failure, ok, type Outside, type Result } from '../../model/outside.ts';
import collect from './hsts.ts';

const response = (headers: HttpResponse['headers'], status = 200): Result<HttpResponse> =>
  ok({
    url: 'https://www.example.com/',
    status,
    headers,
    body: new Uint8Array(0),
    isBodyTruncated: false,
    encodedBytes: 0,
    httpVersion: '1.1',
    address: '203.0.113.10',
    phases: { dnsMs: 0, connectMs: 1, tlsMs: 1, firstByteMs: 1, bodyMs: 0, totalMs: 3 },
    tls: null,
  });

function context(
  ipv4: readonly string[],
  answers: Readonly<Record<string, Result<HttpResponse>>>,
): {
  readonly given: CollectContext<typeof collect.inputs>;
  readonly asked: HttpRequest[];
} {
  const asked: HttpRequest[] = [];
  const outside = {
    clock: { now: () => 1000, monotonicMs: () => 5 },
    http: {
      request: async (request: HttpRequest) => {
        asked.push(request);
        return answers[request.url] ?? failure('refused', 'refused');
      },
    },
  } as unknown as Outside;
  const given = {
    target: { kind: 'host', name: 'www.example.com' },
    inputs: { addresses: { rcode: 'NOERROR', ipv4, ipv6: [], chain: [], ttlSeconds: 60, unanswered: [] } },
    outside,
    signal: new AbortController().signal,
  } as unknown as CollectContext<typeof collect.inputs>;
  return { given, asked };
}

it('asks both schemes once at the resolved address and keeps repeated headers in order', async () => {
  const { given, asked } = context(['203.0.113.10'], {
    'https://www.example.com/': response([
      ['strict-transport-security', 'max-age=60'],
      ['server', 'x'],
      ['strict-transport-security', `max-age=99; ${'x'.repeat(5000)}`],
    ]),
    'http://www.example.com/': response([['location', 'https://www.example.com/']], 301),
  });
  const fact = await collect.collect(given);
  expect(fact).toEqual({
    state: 'known',
    value: {
      https: {
        state: 'answered',
        status: 200,
        location: null,
        headers: ['max-age=60', `max-age=99; ${'x'.repeat(988)}`],
      },
      http: { state: 'answered', status: 301, location: 'https://www.example.com/', headers: [] },
    },
    source: '203.0.113.10 (https://www.example.com/ and http://www.example.com/)',
    collectedAt: 1000,
    tookMs: 0,
  });
  expect(
    asked.map(({ url, address, isCertificateRequired }) => [url, address, isCertificateRequired]),
  ).toEqual([
    ['https://www.example.com/', '203.0.113.10', false],
    ['http://www.example.com/', '203.0.113.10', false],
  ]);
});

it('a closed port is part of the answer', async () => {
  const fact = await collect.collect(context(['203.0.113.10'], {}).given);
  expect(fact).toMatchObject({
    state: 'known',
    value: {
      https: { state: 'failed', kind: 'refused', message: 'refused' },
      http: { state: 'failed', kind: 'refused', message: 'refused' },
    },
  });
});

it('without an address nothing is asked', async () => {
  const { given, asked } = context([], {});
  const none = { state: 'failed', kind: 'no-address', message: 'the name has no address' };
  expect(await collect.collect(given)).toMatchObject({ state: 'known', value: { https: none, http: none } });
  expect(asked).toEqual([]);
});
