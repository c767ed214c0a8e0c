import { request as open, type IncomingMessage } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createIngestDoor } from '../../server/ingest/door.ts';
import {
  envelopeOf,
  ingestLab,
  publicKey,
  thrown,
  type IngestLab,
} from '../../../test/conformance/ingest-lab.ts';
import { listen, type Listening } from './listen.ts';

// MON-6, MON-7: the short way in answers as the routes do.
let lab: IngestLab;
let listening: Listening;
beforeEach(async () => {
  lab = await ingestLab({ eventsPerMinute: 3 });
  listening = await listen({ host: '127.0.0.1', port: 0, clock: lab.clock });
  listening.serve(lab.running.app, createIngestDoor(lab.running.server));
});
afterEach(async () => {
  await listening.close(0);
  await lab.close();
});

interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}
interface Sent {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Written one after the other, without a length. */
  readonly pieces: readonly (string | Uint8Array)[];
}
const send = ({ path, headers = {}, pieces }: Sent): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const sent = open(
      { host: '127.0.0.1', port: listening.port, path, method: 'POST', headers, agent: false },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.once('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    sent.once('error', reject);
    for (const piece of pieces) sent.write(piece);
    sent.end();
  });
const envelopePath = `/api/42/envelope/?sentry_key=${publicKey}`;
const errorOf = (value: string): string => envelopeOf(thrown({ message: value }));

describe('senders of errors', () => {
  test('an event in pieces and packed is taken, with the headers of every answer', async () => {
    const body = gzipSync(errorOf('first'));
    const pieces = [body.subarray(0, 20), body.subarray(20)];
    const { status, headers, text } = await send({
      path: envelopePath,
      headers: { 'content-encoding': 'gzip', origin: 'https://shop.example' },
      pieces,
    });
    expect([status, Object.keys(JSON.parse(text))]).toEqual([200, ['id']]);
    expect([
      headers['x-content-type-options'],
      headers['access-control-allow-origin'],
      headers['cross-origin-resource-policy'],
    ]).toEqual(['nosniff', 'https://shop.example', 'cross-origin']);
    await lab.settle();
    expect((await lab.groups()).map(({ count }) => count)).toEqual([1]);
  });

  test('a key over its quota is told before its body is there', async () => {
    for (const value of ['one', 'two', 'three']) await send({ path: envelopePath, pieces: [errorOf(value)] });
    const { status, headers } = await send({
      path: envelopePath,
      headers: { 'content-length': '12000000' },
      pieces: [],
    }).catch(() => ({ status: 0, headers: {} as IncomingMessage['headers'] }));
    expect([status, headers['x-sentry-rate-limits']]).toEqual([429, '20::key:quota_exceeded']);
  });

  test('what is announced as too large, or turns out so, is refused', async () => {
    const announced = await send({
      path: envelopePath,
      headers: { 'content-length': String(21 * 1024 * 1024) },
      pieces: [],
    }).catch((error: unknown) => ({ status: String(error), headers: {}, text: '' }));
    expect([announced.status, announced.text]).toEqual([
      413,
      '{"detail":"The body is larger than 20480 KB.","causes":[]}',
    ]);
  });

  test('what the door does not know goes to the routes: an unknown key, another method, another path', async () => {
    const stranger = await send({ path: `/api/42/envelope/?sentry_key=${'f'.repeat(32)}`, pieces: ['{}'] });
    expect([stranger.status, JSON.parse(stranger.text).detail]).toEqual([
      403,
      'this key is not known, or has ended',
    ]);
    expect((await send({ path: '/api/nothing', pieces: [] })).status).toBe(404);
  });
});

describe('exporters of OpenTelemetry', () => {
  const path = '/v1/traces';
  const authorization = `Bearer ${publicKey}`;
  test('an export is taken; one of neither form is told so in a status', async () => {
    const taken = await send({
      path,
      headers: { authorization, 'content-type': 'application/json' },
      pieces: ['{"resourceSpans":[]}'],
    });
    expect([taken.status, taken.text]).toEqual([200, '{}']);
    const other = await send({
      path,
      headers: { authorization, 'content-type': 'text/plain' },
      pieces: ['x'],
    });
    expect([other.status, other.text]).toEqual([
      415,
      '{"code":3,"message":"send application/x-protobuf or application/json"}',
    ]);
  });
});
