import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { unixMs } from '../../src/model/brand.ts';
import { readSample } from '../../src/ingest/errors/sample.ts';
import { countDistinct } from '../../src/protocols/sketch/distinct.ts';
import { detailOf } from '../../src/ingest/errors/group.ts';
import { envelopeOf, ingestLab, lost, packed, publicKey, thrown, type IngestLab } from './ingest-lab.ts';

// MON-6: error tracking by the industry's own clients.
let lab: IngestLab;
beforeEach(async () => {
  lab = await ingestLab();
});
afterEach(() => lab.close());

describe('who may send', () => {
  const event = envelopeOf(thrown());
  test.each([
    ['in the query', `/api/42/envelope/?sentry_key=${publicKey}`, {}],
    [
      'in the header',
      '/api/42/envelope/',
      { 'x-sentry-auth': `Sentry sentry_version=7, sentry_key=${publicKey}` },
    ],
    ['in Authorization', '/api/42/envelope', { authorization: `Sentry sentry_key=${publicKey}` }],
  ])('a key %s', async (_where, path, headers) => {
    expect((await lab.post(path, event, headers)).status).toBe(200);
  });
  test('a key in the envelope itself: the tunnel', async () => {
    const body = event.replace('{', `{"dsn":"https://${publicKey}@watch.example/42",`);
    expect((await lab.post('/api/envelope/', body)).status).toBe(200);
  });
  test('no key, a wrong one, another project’s, one that has ended: 403 in the protocol’s own words', async () => {
    const refused = async (path: string) => {
      const { status, json, headers } = await lab.post(path, event);
      expect(headers.get('x-sentry-error')).toBe(json['detail']);
      return [status, json['detail']];
    };
    expect(await refused('/api/42/envelope/')).toEqual([
      403,
      'no sentry_key: send it in the query, in X-Sentry-Auth or as dsn of the envelope',
    ]);
    const unknown = [403, 'this key is not known, or has ended'];
    expect(await refused(`/api/42/envelope/?sentry_key=${'f'.repeat(32)}`)).toEqual(unknown);
    expect(await refused(`/api/43/envelope/?sentry_key=${publicKey}`)).toEqual([
      403,
      'this key belongs to another project',
    ]);
    await lab.store.ingest.putKey({
      publicKey,
      project: '42',
      createdAt: lab.clock.now(),
      endsAt: lab.clock.now(),
    });
    await lab.running.server.projects.refresh();
    expect(await refused(`/api/42/envelope/?sentry_key=${publicKey}`)).toEqual(unknown);
    await lab.settle();
    expect(await lost(lab, 'refused: auth')).toBe(4);
    expect(await lab.groups()).toEqual([]);
  });
});

describe('browsers', () => {
  test('a page of another origin may send and reads when to wait', async () => {
    const { status, headers } = await lab.report(thrown(), { origin: 'https://shop.example' });
    expect([status, headers.get('access-control-allow-origin')]).toEqual([200, 'https://shop.example']);
    expect(headers.get('access-control-expose-headers')).toContain('Retry-After');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  });
  test('the question before: headers of clients are welcome', async () => {
    const answer = await lab.running.app.request('https://watch.example/api/42/envelope/', {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example' },
    });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-headers')).toContain('x-sentry-auth');
  });
  test('where origins are named, others are refused', async () => {
    await lab.close();
    lab = await ingestLab({ origins: ['https://shop.example'] });
    expect((await lab.report(thrown(), { origin: 'https://shop.example' })).status).toBe(200);
    expect((await lab.report(thrown(), { origin: 'https://evil.example' })).status).toBe(403);
    expect((await lab.report(thrown())).status).toBe(200);
  });
});

describe('groups', () => {
  test('one error from two users at two routes is one group with both', async () => {
    await lab.report(thrown({ user: { id: 'u-1', email: 'jane@shop.example' } }));
    await lab.report(thrown({ user: { id: 'u-2' }, transaction: 'GET /cart', release: 'shop@1.4.3' }));
    await lab.report(thrown({ user: { id: 'u-2' }, transaction: 'GET /cart' }));
    await lab.settle();
    const [group, ...more] = await lab.groups();
    expect(more).toEqual([]);
    expect(group).toMatchObject({
      title: 'TypeError: cannot read id of undefined',
      culprit: 'src/cart.ts in addItem',
      status: 'new',
      count: 3,
      environment: 'production',
    });
    const detail = detailOf(group!);
    expect(countDistinct(detail.users)).toBe(2);
    expect(detail.routes.map(({ name, count }) => [name, count])).toEqual([
      ['GET /cart', 2],
      ['POST /api/orders/:id', 1],
    ]);
    expect(detail.isHandled).toBe(false);
  });
  test('what is kept holds no secret and no person', async () => {
    await lab.report(
      thrown({
        user: { id: 'u-1', email: 'jane@shop.example', ip_address: '192.0.2.7' },
        extra: { card: '4111 1111 1111 1111', mail: 'jane@shop.example', password: 'hunter2' },
        request: {
          url: 'https://shop.example/cart',
          headers: { Cookie: 'sid=1', 'X-Forwarded-For': '192.0.2.7' },
        },
      }),
    );
    await lab.settle();
    const [group] = await lab.groups();
    const [stored] = await lab.store.events.samplesOf(group!.id, 9);
    const sample = readSample(stored!);
    const text = JSON.stringify(sample);
    for (const secret of ['jane@', '4111', 'hunter2', '192.0.2.7', 'sid=1', 'u-1'])
      expect(text).not.toContain(secret);
    expect(sample?.event['exception']).toBeDefined();
  });
  test('resolved, then another release fails: it is back, and people are told once', async () => {
    await lab.report(thrown());
    await lab.settle();
    const [group] = await lab.groups();
    const editor = await lab.signIn('editor');
    await editor.send('POST', `/api/errors/${group!.id}/turn`, { to: 'resolved' });
    await lab.clock.advance(1000);
    await lab.report(thrown());
    await lab.settle();
    expect((await lab.groups())[0]?.status).toBe('resolved');
    await lab.report(thrown({ release: 'shop@1.5.0' }));
    await lab.settle();
    expect((await lab.groups())[0]).toMatchObject({ status: 'regressed', count: 3, release: 'shop@1.5.0' });
  });
});

describe('further items', () => {
  const send = (lines: readonly string[]) =>
    lab.post(`/api/42/envelope/?sentry_key=${publicKey}`, ['{}', ...lines].join('\n'));
  test('MON-1: a check-in makes its heartbeat monitor, changes it, and beats', async () => {
    const checkIn = (status: string, value: string) =>
      send([
        '{"type":"check_in"}',
        JSON.stringify({
          check_in_id: '1',
          monitor_slug: 'Nightly Payout',
          status,
          monitor_config: {
            schedule: { type: 'crontab', value },
            checkin_margin: 5,
            max_runtime: 30,
            failure_issue_threshold: 2,
          },
        }),
      ]);
    await checkIn('in_progress', '0 3 * * *');
    const [monitor] = await lab.store.monitors.list();
    expect(monitor).toMatchObject({
      kind: 'heartbeat',
      target: '42-nightly-payout',
      failuresBeforeAlert: 2,
      options: { everySeconds: 86_400, graceSeconds: 300, maxRunSeconds: 1800 },
    });
    await checkIn('ok', '0 * * * *');
    expect((await lab.store.monitors.list())[0]?.options['everySeconds']).toBe(3600);
    expect((await lab.running.server.beats.last('42-nightly-payout'))?.kind).toBe('success');
  });
  test('unknown items are skipped and named, the rest is taken', async () => {
    const { status, json } = await send([
      '{"type":"hologram"}',
      '{}',
      '{"type":"event"}',
      JSON.stringify(thrown()),
    ]);
    expect(status).toBe(200);
    expect(json['skipped']).toEqual([{ type: 'hologram', reason: 'unknown type' }]);
    await lab.settle();
    expect(await lab.groups()).toHaveLength(1);
  });
  test('what a client had to throw away is counted', async () => {
    await send([
      '{"type":"client_report"}',
      JSON.stringify({ discarded_events: [{ reason: 'network_error', category: 'error', quantity: 7 }] }),
    ]);
    await lab.settle();
    expect(await lost(lab, 'by the sender: network_error')).toBe(7);
  });
  test('a text attachment is kept scrubbed, a binary one only named', async () => {
    const id = 'c'.repeat(32);
    await send([
      '{"type":"event"}',
      JSON.stringify(thrown({ event_id: id })),
      '{"type":"attachment","filename":"note.txt","content_type":"text/plain","length":22}',
      'mail jane@shop.example',
      '{"type":"attachment","filename":"core.bin","length":3}',
      'abc',
    ]);
    await lab.settle();
    const [group] = await lab.groups();
    const [stored] = await lab.store.events.samplesOf(group!.id, 9);
    expect(readSample(stored!)?.attachments).toEqual([
      { name: 'note.txt', type: 'text/plain', bytes: 22, text: 'mail [mail address]' },
      { name: 'core.bin', type: 'application/octet-stream', bytes: 3, text: null },
    ]);
  });
  test('feedback is kept without its writer’s address', async () => {
    await send([
      '{"type":"feedback"}',
      JSON.stringify({ contexts: { feedback: { message: 'froze, mail me: j@shop.example' } } }),
    ]);
    const [stored] = await lab.store.events.samplesOf('feedback-42', 9);
    expect(stored?.body).toMatchObject({ message: 'froze, mail me: [mail address]' });
  });
  test('a report of a content security policy is a group of its own', async () => {
    const body = JSON.stringify({
      'csp-report': { 'effective-directive': 'script-src', 'blocked-uri': 'https://evil.example/a.js' },
    });
    await lab.post(`/api/42/security/?sentry_key=${publicKey}`, body);
    await lab.settle();
    expect((await lab.groups())[0]?.title).toBe('Content Security Policy refused evil.example (script-src)');
  });
});

const captures = new URL('../../../shared/data/monitoring/sentry-sdk-captures/', import.meta.url);
describe.skipIf(!existsSync(captures))('recorded clients (skipped without ../shared/data)', () => {
  test('all 91 requests of eight generations of clients are accepted, and become groups, beats and visits', async () => {
    let accepted = 0;
    for (const client of readdirSync(captures)) {
      for (const file of readdirSync(new URL(`${client}/`, captures)).filter((name) =>
        name.endsWith('.json'),
      )) {
        const meta = JSON.parse(readFileSync(new URL(`${client}/${file}`, captures), 'utf8'));
        const body = readFileSync(new URL(`${client}/${file.replace('.json', '.envelope')}`, captures));
        const sent = meta.headers['content-encoding'] === 'gzip' ? gzipSync(body) : body;
        const { 'content-length': _length, ...headers } = meta.headers;
        const reply = await lab.post(meta.url.replace(/\/api\/\d+\//, '/api/42/'), sent, headers);
        expect([client, file, reply.status, reply.json['skipped']]).toEqual([client, file, 200, undefined]);
        accepted += 1;
      }
    }
    expect(accepted).toBe(91);
    await lab.settle();
    const groups = await lab.groups();
    expect(groups.length).toBeGreaterThan(10);
    expect((await lab.store.monitors.list()).map(({ target }) => target)).toEqual(['42-nightly-payout']);
    // Spans, logs and figures go where those of OpenTelemetry go; visitors' vitals too.
    const { spans, logs, points } = lab.running.server.inside.counters();
    expect([spans > 30, logs > 5, points > 5]).toEqual([true, true, true]);
    await lab.running.server.inside.flush(true);
    const vitals = await lab.store.events.series({
      prefix: 'day\tvital\t',
      from: unixMs(0),
      to: unixMs(lab.clock.now() + 1),
      limit: 99,
    });
    expect(vitals.map(({ series }) => series.split('\t')[3])).toEqual(expect.arrayContaining(['cls', 'lcp']));
    // One mistake of the product, told by five generations of the same client, is one group.
    const shared = groups.filter(({ title }) => title.startsWith('PaymentError'));
    expect(Math.max(...shared.map(({ count }) => count))).toBeGreaterThan(4);
  });
  test('a packed body is the same as a plain one', async () => {
    const reply = await lab.post(`/api/42/envelope/?sentry_key=${publicKey}`, packed(envelopeOf(thrown())), {
      'content-encoding': 'gzip',
    });
    expect(reply.status).toBe(200);
  });
});
