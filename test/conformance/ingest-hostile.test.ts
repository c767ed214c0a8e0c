import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { unixMs } from '../../src/model/brand.ts';
import type { Json } from '../../src/model/json.ts';
import { readSample } from '../../src/ingest/errors/sample.ts';
import { detailOf } from '../../src/ingest/errors/group.ts';
import { envelopeOf, ingestLab, lost, publicKey, thrown, type IngestLab } from './ingest-lab.ts';

// MON-6, SEC-1: senders that mean harm, or do it without meaning to.
let lab: IngestLab;
beforeEach(async () => {
  lab = await ingestLab();
});
afterEach(() => lab.close());
const path = `/api/42/envelope/?sentry_key=${publicKey}`;
const newestSample = async () => {
  await lab.settle();
  const [group] = await lab.groups();
  const [stored] = await lab.store.events.samplesOf(group!.id, 1);
  return { group: group!, stored: stored!, sample: readSample(stored!)! };
};

describe('bodies', () => {
  const bomb = Buffer.alloc(60 * 1024 * 1024, 'a');
  test.each([
    ['gzip', gzipSync(bomb)],
    ['deflate', deflateSync(bomb)],
    ['br', brotliCompressSync(bomb, { params: { 1: 1 } })],
    ['zstd', zstdCompressSync(bomb)],
  ])('a %s bomb of 60 MB is refused at its bound, told, counted', async (coding, packed) => {
    const { status, json, headers } = await lab.post(path, packed, { 'content-encoding': coding });
    expect([status, json['detail'], headers.get('x-sentry-error')]).toEqual([
      413,
      'the body is larger than 41943040 bytes',
      'the body is larger than 41943040 bytes',
    ]);
    await lab.settle();
    expect(await lost(lab, 'refused: too-big')).toBe(1);
  });
  test.each([
    ['no JSON', 'hello', 400, 'envelope header: no valid JSON'],
    [
      'a length that is too long',
      '{}\n{"type":"event","length":99}\n{}',
      400,
      'item 1: length says 99 bytes, 2 are there',
    ],
    [
      'a length that is too short',
      '{}\n{"type":"event","length":1}\n{}',
      400,
      'item 1: no newline after its 1 bytes',
    ],
    [
      'a length below nothing',
      '{}\n{"type":"event","length":-1}\n{}',
      400,
      'item 1: length is no whole number',
    ],
    ['nesting', `${'['.repeat(5000)}`, 400, 'envelope header: JSON nested more than 100 levels deep'],
  ])('%s: told in a sentence', async (_what, body, status, detail) => {
    const reply = await lab.post(path, body);
    expect([reply.status, reply.json['detail']]).toEqual([status, detail]);
  });
  test('more than 20 MB as sent is refused before it is read to its end', async () => {
    const { status } = await lab.post(path, Buffer.alloc(21 * 1024 * 1024));
    expect(status).toBe(413);
  });
  test('bytes that are no UTF-8 damage only themselves', async () => {
    const event = Buffer.from(envelopeOf(thrown({ tags: { name: 'QQQ' } })));
    event.writeUInt8(0xff, event.indexOf('QQQ'));
    expect((await lab.post(path, event)).status).toBe(200);
    expect((await newestSample()).sample.event['tags']).toEqual({ name: '\uFFFDQQ' });
  });
});

describe('events', () => {
  test('10,000 tags: two hundred are kept, the event is small', async () => {
    const tags = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, at): [string, Json] => [`tag${at}`, 'x'.repeat(20)]),
    );
    expect((await lab.report(thrown({ tags }))).status).toBe(200);
    const { sample, stored } = await newestSample();
    expect(Object.keys(sample.event['tags'] as object)).toHaveLength(200);
    expect(JSON.stringify(stored.body).length).toBeLessThan(10_000);
  });
  test.each([
    ['a year behind', -1],
    ['a year ahead', 1],
  ])('a clock %s: the time of arrival counts, and it is said', async (_which, direction) => {
    const timestamp = lab.clock.now() / 1000 + direction * 365 * 86_400;
    await lab.report(thrown({ timestamp }));
    const { group, sample } = await newestSample();
    expect([group.firstSeen, group.lastSeen, sample.isClockWrong]).toEqual([
      lab.clock.now(),
      lab.clock.now(),
      true,
    ]);
    expect(await lost(lab, 'clock wrong')).toBe(1);
  });
  test('a clock a year off that says so itself (sent_at) tells the right age', async () => {
    const year = 365 * 86_400_000;
    await lab.report(thrown({ timestamp: (lab.clock.now() + year - 60_000) / 1000 }), {
      sentAt: lab.clock.now() + year,
    });
    const { group } = await newestSample();
    expect(group.lastSeen).toBe(lab.clock.now() - 60_000);
  });
  test('the same event a hundred times is one, and told as taken each time', async () => {
    const event = thrown();
    for (let time = 0; time < 100; time += 1) expect((await lab.report(event)).status).toBe(200);
    await lab.settle();
    expect((await lab.groups())[0]?.count).toBe(1);
    expect(await lost(lab, 'sent twice')).toBe(99);
  });
  test('records of a log sent twice count once, and that is counted', async () => {
    const [at, sent] = [lab.clock.now() / 1000, 'application/vnd.sentry.items.log+json'];
    const record = { timestamp: at, trace_id: 'ab'.repeat(16), level: 'error', body: 'the till is stuck' };
    const lines = [{}, { type: 'log', item_count: 1, content_type: sent }, { items: [record] }];
    const body = lines.map((line) => JSON.stringify(line)).join('\n');
    for (const _time of [1, 2, 3]) expect((await lab.post(path, body)).status).toBe(200);
    await lab.settle();
    await lab.running.server.inside.flush(true);
    const hours = await lab.store.events.series({
      prefix: 'hour\tlog\t',
      from: unixMs(0),
      to: unixMs(9e15),
      limit: 10,
    });
    expect(hours.map(({ count }) => count)).toEqual([1]);
    expect(await lost(lab, 'sent twice')).toBe(2);
  });
  test('a fingerprint of its own for every event: 500 groups an hour, then one for the rest', async () => {
    for (let number = 0; number < 600; number += 1)
      await lab.report(thrown({ fingerprint: [`mine ${number}`] }));
    await lab.settle();
    const groups = await lab.groups();
    expect(groups).toHaveLength(501);
    expect(groups.find(({ id }) => id === '42-overflow')).toMatchObject({
      title: 'Too many different errors',
      count: 100,
    });
  });
  test('fields of every wrong type are taken as far as they can be read', async () => {
    for (const value of [
      null,
      7,
      [],
      'x',
      { values: 'x' },
      { values: [null, 7, { stacktrace: { frames: [null, 7] } }] },
    ])
      for (const name of [
        'exception',
        'user',
        'tags',
        'request',
        'breadcrumbs',
        'contexts',
        'release',
        'timestamp',
        'fingerprint',
        'level',
      ])
        expect((await lab.report({ [name]: value })).status).toBe(200);
    await lab.settle();
    const viewer = await lab.signIn('viewer');
    for (const { id } of await lab.groups()) expect((await viewer.get(`/api/errors/${id}`)).status).toBe(200);
  });
  test('names with control characters, and texts of a megabyte, end up short and clean', async () => {
    await lab.report(
      thrown({
        environment: 'prod\u0000\t\nuction',
        release: 'r'.repeat(5_000),
        transaction: `GET /${'x'.repeat(100_000)}`,
      }),
    );
    await lab.settle();
    const [group] = await lab.groups();
    expect(group?.environment).toBe('prod uction');
    expect(group?.release).toHaveLength(200);
    expect(detailOf(group!).routes[0]?.name.length).toBeLessThan(300);
  });
});

describe('floods', () => {
  test('beyond its quota a key is told to wait, in both headers; then it is let in again', async () => {
    await lab.close();
    lab = await ingestLab({ eventsPerMinute: 60 });
    let last = await lab.report(thrown());
    for (let sent = 1; sent < 60; sent += 1) last = await lab.report(thrown());
    // Told with the last one that was taken, so that the next is never sent.
    expect([last.status, last.headers.get('retry-after')]).toEqual([200, '3']);
    const refused = await lab.report(thrown());
    expect([refused.status, refused.headers.get('x-sentry-rate-limits')]).toEqual([
      429,
      '3::key:quota_exceeded',
    ]);
    await lab.clock.advance(3_000);
    expect((await lab.report(thrown())).status).toBe(200);
    await lab.settle();
    expect((await lab.groups())[0]?.count).toBe(61);
    expect(await lost(lab, 'over quota')).toBe(1);
  });
  test('one page’s flood leaves half of the quota to the others', async () => {
    await lab.close();
    lab = await ingestLab({ eventsPerMinute: 60 });
    const statuses: number[] = [];
    for (let sent = 0; sent < 40; sent += 1)
      statuses.push((await lab.report(thrown(), { origin: 'https://evil.example' })).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(30);
    expect((await lab.report(thrown(), { origin: 'https://shop.example' })).status).toBe(200);
    expect((await lab.report(thrown())).status).toBe(200);
  });
});
