import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unixMs } from '../../src/model/brand.ts';
import { readProtobuf } from '../../src/protocols/otlp/from-protobuf.ts';
import { keyOf, logsOf, request, sendExport, traceIdOf, tracesOf } from './otlp-lab.ts';
import { serverLab, type Lab } from './server-lab.ts';

// MON-7, MON-8, SEC-1: OTLP/HTTP as exporters speak it, to what is kept.
let lab: Lab;
beforeAll(async () => {
  lab = await serverLab();
});
afterAll(() => lab.close());

const series = async (prefix: string) => {
  await lab.running.server.inside.flush(true);
  return lab.store.events.series({ prefix, from: unixMs(0), to: unixMs(9e15), limit: 1000 });
};
const json = ({ bytes }: { readonly bytes: Buffer }): unknown => JSON.parse(bytes.toString());
const now = (): number => lab.clock.now();
const tracesText = JSON.stringify(tracesOf([]));

describe('an exporter', () => {
  test('traces in JSON, gzip: 200 and an empty answer; requests are counted by route, release and environment', async () => {
    const body = gzipSync(
      JSON.stringify(
        tracesOf([
          request(now(), { method: 'POST', path: '/pay/:id', status: 201, tookMs: 120 }),
          request(now(), { method: 'POST', path: '/pay/:id', status: 503, tookMs: 900 }),
        ]),
      ),
    );
    const answer = await sendExport(lab, 'traces', { body, headers: { 'content-encoding': 'gzip' } });
    expect([answer.status, answer.headers.get('content-type'), json(answer)]).toEqual([
      200,
      'application/json',
      {},
    ]);
    expect(await series('minute\troute\tproduction\tspan\t1.0.0\t')).toMatchObject([
      { series: 'minute\troute\tproduction\tspan\t1.0.0\tPOST /pay/:id', count: 2, errors: 1, sum: 1020 },
    ]);
  });

  test('what was sent twice counts once, and the exporter is told', async () => {
    const body = tracesOf([request(now(), { path: '/twice' })]);
    await sendExport(lab, 'traces', { body });
    const again = await sendExport(lab, 'traces', { body });
    expect(json(again)).toEqual({
      partialSuccess: { rejectedSpans: '0', errorMessage: '1 spans came before and were counted once.' },
    });
    expect(await series('hour\troute\tproduction\tspan\t1.0.0\tGET /twice')).toMatchObject([{ count: 1 }]);
  });

  test.each([
    ['ahead', 365],
    ['behind', -365],
  ])('a clock a year %s: counted at its arrival, and told', async (name, days) => {
    const answer = await sendExport(lab, 'traces', {
      body: tracesOf([request(now() + days * 86_400_000, { path: `/${name}` })]),
    });
    expect(json(answer)).toMatchObject({
      partialSuccess: { errorMessage: expect.stringContaining('more than a day off') },
    });
    const [hour] = await series(`hour\troute\tproduction\tspan\t1.0.0\tGET /${name}`);
    expect([(hour?.from ?? 0) <= now(), (hour?.from ?? 0) > now() - 3_600_000]).toEqual([true, true]);
  });

  test('spans without valid ids are refused by number, the others kept', async () => {
    const spans = [request(now(), { path: '/some' }), { ...request(now(), { path: '/some' }), trace: 0 }];
    const answer = await sendExport(lab, 'traces', { body: tracesOf(spans) });
    expect(json(answer)).toEqual({
      partialSuccess: {
        rejectedSpans: '1',
        errorMessage: '1 spans have no valid trace id, span id or times.',
      },
    });
    expect(await series('hour\troute\tproduction\tspan\t1.0.0\tGET /some')).toMatchObject([{ count: 1 }]);
  });

  test.each([
    ['no key', {}, { authorization: '' }, 401, 16],
    ['a wrong key', {}, { authorization: `Bearer ${'0'.repeat(32)}` }, 401, 16],
    ['no JSON', Buffer.from('{"resourceSpans":'), {}, 400, 3],
    ['lists where objects belong', { resourceSpans: [{ scopeSpans: [{ spans: [1] }] }] }, {}, 400, 3],
    ['another content type', {}, { 'content-type': 'text/plain' }, 415, 3],
    ['a coding nobody knows', {}, { 'content-encoding': 'compress' }, 400, 3],
    [
      'a decompression bomb',
      gzipSync(Buffer.alloc(64 * 1024 * 1024)),
      { 'content-encoding': 'gzip' },
      413,
      8,
    ],
    [
      'a packed body cut short',
      gzipSync(tracesText).subarray(0, -12),
      { 'content-encoding': 'gzip' },
      400,
      3,
    ],
    ['10,000 levels', Buffer.from(`{"resourceSpans":${'['.repeat(10_000)}`), {}, 400, 3],
  ] as const)('%s: refused in words of the protocol', async (_what, body, headers, status, code) => {
    const answer = await sendExport(lab, 'traces', { body, headers });
    expect([answer.status, json(answer)]).toEqual([status, { code, message: expect.any(String) }]);
  });

  test('a refusal of protobuf is protobuf: google.rpc.Status', async () => {
    const headers = { 'content-type': 'application/x-protobuf' };
    const {
      status,
      bytes,
      headers: got,
    } = await sendExport(lab, 'logs', { body: Buffer.from([255, 255]), headers });
    expect([status, got.get('content-type'), bytes[0]]).toEqual([400, 'application/x-protobuf', 8]);
    expect(bytes.toString()).toContain('the protobuf is damaged');
  });

  test.each([
    ['a length beyond the end', [10, 100, 1]],
    ['a number longer than ten bytes', [10, ...Array.from({ length: 11 }, () => 255)]],
    ['it ends in the middle of a field', [10]],
    ['wire type 3', [11]],
    ['a field number out of range', [2, 0]],
  ])('protobuf with wrong lengths (%s): told in a google.rpc.Status', async (what, bytes) => {
    const headers = { 'content-type': 'application/x-protobuf' };
    const answer = await sendExport(lab, 'traces', { body: Buffer.from(bytes), headers });
    expect([answer.status, answer.bytes.toString()]).toEqual([
      400,
      expect.stringContaining(`the protobuf is damaged: ${what}`),
    ]);
  });

  test('bytes that are no UTF-8 damage only themselves', async () => {
    const span = { ...request(now(), { path: '/utf' }), trace: 79, attributes: { note: 'QQQ' } };
    const body = Buffer.from(JSON.stringify(tracesOf([span])));
    body.writeUInt8(0xff, body.indexOf('QQQ'));
    const answer = await sendExport(lab, 'traces', { body });
    await lab.running.server.inside.flush(true);
    const kept = await lab.store.traces.get(traceIdOf(79));
    expect([answer.status, json(answer), kept?.spans]).toMatchObject([
      200,
      {},
      [{ attributes: { note: '\uFFFDQQ' } }],
    ]);
  });

  test('10,000 attributes and HTML: bounded, and kept as text', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, at) => [`k${at}`, '<script>alert(1)</script>']),
    );
    const span = { ...request(now(), { path: '/many', status: 500 }), trace: 77 };
    await sendExport(lab, 'traces', {
      body: tracesOf([{ ...span, attributes: { ...span.attributes, ...many } }]),
    });
    await lab.running.server.inside.flush(true);
    const trace = await lab.store.traces.get(traceIdOf(77));
    const [kept] = trace?.spans ?? [];
    expect(Object.keys((kept as { attributes: object }).attributes)).toHaveLength(128);
  });

  test('a key that sends too much is told when to come again', async () => {
    const { projects, quotas } = lab.running.server;
    const [project] = projects.projects();
    if (project === undefined) throw new Error('no project');
    await lab.store.ingest.putProject({ ...project, eventsPerMinute: 10 });
    await projects.refresh();
    const body = tracesOf(Array.from({ length: 400 }, () => request(now(), { path: '/flood' })));
    expect((await sendExport(lab, 'traces', { body })).status).toBe(200);
    const { status, headers } = await sendExport(lab, 'traces', { body });
    expect([status, Number(headers.get('retry-after')) > 0]).toEqual([429, true]);
    await lab.store.ingest.putProject(project);
    await projects.refresh();
    await lab.clock.advance(120_000);
    expect(
      quotas.waitSeconds({ publicKey: keyOf(lab), project, origin: null }, lab.clock.monotonicMs()),
    ).toBe(0);
  });
});

describe('a kept trace', () => {
  test('a kept span shows the library that made it, its tracestate, its flags and the spans it belongs to', async () => {
    const span = {
      traceId: traceIdOf(78),
      spanId: '00000000000000aa',
      name: 'GET /linked',
      kind: 2,
      startTimeUnixNano: `${now()}000000`,
      endTimeUnixNano: `${now() + 5}000000`,
      attributes: [{ key: 'http.response.status_code', value: { intValue: '500' } }],
      traceState: 'vendor=key sk_live_4eC39HqLyjWDarjtT1zdp7dc',
      flags: 769,
      droppedEventsCount: 2,
      links: [
        {
          traceId: traceIdOf(79),
          spanId: '00000000000000bb',
          attributes: [{ key: 'messaging.operation.type', value: { stringValue: 'receive' } }],
        },
        { traceId: '0', spanId: 'none' },
      ],
    };
    const scope = { name: '@opentelemetry/instrumentation-http', version: '0.223.0' };
    const body = { resourceSpans: [{ scopeSpans: [{ scope, spans: [span] }] }] };
    expect((await sendExport(lab, 'traces', { body })).status).toBe(400);
    span.links.pop();
    expect((await sendExport(lab, 'traces', { body })).status).toBe(200);
    await lab.running.server.inside.flush(true);
    const owner = await lab.signIn();
    const { spans } = (await owner.get(`/api/traces/${traceIdOf(78)}`)).json;
    expect(spans[0].attributes.slice(0, 4)).toEqual([
      ['made by', '@opentelemetry/instrumentation-http 0.223.0'],
      ['tracestate', expect.stringMatching(/^vendor=key (?!sk_live_4eC39)/)],
      ['trace flags', '01 (sampled, parent in another process)'],
      ['left out by the sender', '2 attributes, events or links'],
    ]);
    expect(spans[0].links).toEqual([
      { trace: traceIdOf(79), span: '00000000000000bb', text: 'messaging.operation.type: receive' },
    ]);
  });
});

describe('logs', () => {
  test('secrets and people are gone before anything is kept; the leak is told with its place and the rule that stops it', async () => {
    const key = ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_');
    const at = { 'code.file.path': 'src/pay.ts', 'code.line.number': 41 };
    await sendExport(lab, 'logs', {
      body: logsOf([
        { atMs: now(), severity: 17, text: `charge of jane@shop.example failed with ${key}`, attributes: at },
        {
          atMs: now(),
          severity: 17,
          text: 'charge of joe@shop.example failed',
          attributes: { ...at, card: '4242 4242 4242 4242' },
        },
        { atMs: now(), severity: 9, text: 'fine' },
      ]),
    });
    await lab.running.server.inside.flush();
    const problems = await lab.store.events.groups({ kind: 'log-problem', limit: 20 });
    expect(
      problems.map(({ culprit, detail }) => [culprit, (detail as { text: string }).text]).toSorted(),
    ).toEqual([
      ['src/pay.ts:41 in shop', 'a card is logged'],
      ['src/pay.ts:41 in shop', 'a mail address is logged'],
      ['src/pay.ts:41 in shop', expect.stringContaining('a secret is logged')],
    ]);
    expect(problems.map(({ detail }) => (detail as { fix: string }).fix).join('\n')).toContain(
      'attribute card',
    );
    const patterns = await lab.store.events.groups({ kind: 'log-pattern', limit: 20 });
    const samples = await Promise.all(
      problems.concat(patterns).map(({ id }) => lab.store.events.samplesOf(id, 9)),
    );
    const kept = JSON.stringify([problems, patterns, samples]);
    for (const leak of [key, 'jane@', 'joe@', '4242 4242']) expect(kept).not.toContain(leak);
    expect(kept).toContain('charge of [mail address] failed');
  });

  test('records sent again count once, and the exporter is told; without times of their own they are new', async () => {
    const body = logsOf([{ atMs: now(), severity: 17, text: 'the till is stuck' }]);
    const bare = JSON.parse(
      JSON.stringify(body).replaceAll(/"timeUnixNano":"\d+"/g, '"timeUnixNano":"0"'),
    ) as object;
    const count = async () => (await series('hour\tlog\tproduction\terror'))[0]?.count ?? 0;
    const before = await count();
    expect(json(await sendExport(lab, 'logs', { body }))).toEqual({});
    expect(json(await sendExport(lab, 'logs', { body }))).toEqual({
      partialSuccess: {
        rejectedLogRecords: '0',
        errorMessage: '1 log records came before and were counted once.',
      },
    });
    expect(await count()).toBe(before + 1);
    for (const _time of [1, 2]) await sendExport(lab, 'logs', { body: bare });
    expect(await count()).toBe(before + 3);
  });

  test('figures sent again count once, and the exporter is told', async () => {
    const point = { count: '3', sum: 6, explicitBounds: [1, 5], bucketCounts: ['0', '3', '0'] };
    const times = { startTimeUnixNano: `${now() - 60_000}000000`, timeUnixNano: `${now()}000000` };
    const fields = [
      { key: 'http.request.method', value: { stringValue: 'GET' } },
      { key: 'http.route', value: { stringValue: '/told-twice' } },
    ];
    const dataPoints = [{ ...point, ...times, attributes: fields }];
    const histogram = { aggregationTemporality: 1, dataPoints };
    const metrics = [{ name: 'http.server.request.duration', unit: 's', histogram }];
    const body = { resourceMetrics: [{ scopeMetrics: [{ metrics }] }] };
    const answers = [
      await sendExport(lab, 'metrics', { body }),
      await sendExport(lab, 'metrics', { body }),
    ].map(json);
    expect(answers).toEqual([
      {},
      {
        partialSuccess: {
          rejectedDataPoints: '0',
          errorMessage: '1 data points came before and were counted once.',
        },
      },
    ]);
    const hours = (await series('hour\troute\t')).filter(({ series: name }) => name.includes('/told-twice'));
    expect(hours.map(({ count }) => count)).toEqual([3]);
  });

  test('the same error is one group, also after a restart', async () => {
    const lines = (from: number) =>
      Array.from({ length: 20 }, (_, at) => ({
        atMs: now(),
        severity: 17,
        text: `order ${from + at} lost its payment`,
      }));
    await sendExport(lab, 'logs', { body: logsOf(lines(100)) });
    await lab.running.server.inside.flush();
    const other = await serverLab({ store: lab.store, clock: lab.clock, replica: 'two' });
    await sendExport(other, 'logs', { body: logsOf(lines(900)) });
    await other.running.server.inside.flush();
    await other.close();
    const groups = await lab.store.events.groups({
      kind: 'log-pattern',
      search: 'lost its payment',
      limit: 9,
    });
    expect(groups.map(({ title, count }) => [title, count])).toEqual([['order <*> lost its payment', 40]]);
  });
});

const captures = new URL('../../../shared/data/monitoring/otlp-sdk-captures/', import.meta.url);
describe.skipIf(!existsSync(captures))('recorded exporters (skipped without ../shared/data)', () => {
  test.each([
    ['http', 'json', 'application/json'],
    ['proto', 'pb', 'application/x-protobuf'],
  ])('%s: every body is taken whole', async (folder, ending, type) => {
    for (const number of ['001', '002', '003', '004', '005']) {
      const name = new URL(`${folder}/${number}`, captures).pathname;
      const { url } = JSON.parse(readFileSync(`${name}.meta.json`, 'utf8')) as { url: string };
      const signal = (['traces', 'metrics', 'logs'] as const).find((each) => url.includes(each)) ?? 'traces';
      const body = readFileSync(`${name}.body.${ending}`);
      const answer = await sendExport(lab, signal, { body, headers: { 'content-type': type } });
      expect([name, answer.status]).toEqual([name, 200]);
      if (ending === 'pb' && answer.bytes.length > 0)
        expect(() => readProtobuf(answer.bytes, 'Status')).not.toThrow();
    }
    expect(keyOf(lab)).toMatch(/^[\da-f]{32}$/);
    const routes = await series('day\troute\tproduction\tspan');
    expect(routes.map(({ series: name }) => name)).toContainEqual(
      expect.stringContaining('POST /api/signup'),
    );
    const metrics = await series('day\troute\tproduction\tmetric');
    // 50 requests in the last of three cumulative points of each process, told once.
    const expected = folder === 'http' ? [50, 5] : [100, 10];
    expect(metrics.map(({ count, errors }) => [count, errors])).toContainEqual(expected);
  });
});
