import { afterEach, describe, expect, test } from 'vitest';
import { StoreError } from '../../src/model/store-error.ts';
import type { StoreErrorKind } from '../../src/model/store-error.ts';
import type { Store } from '../../src/model/store.ts';
import { createFakeClock } from '../../src/outside/fake/clock.ts';
import type { FakeAnswer } from '../../src/outside/fake/http.ts';
import { openSqliteStore } from '../../src/store/open-sqlite.ts';
import { monitorInput, serverLab } from './server-lab.ts';
import type { Lab, Visitor } from './server-lab.ts';

// MON-2, MON-10: what goes wrong around the server is told and survived.
const hook = 'https://hooks.example/in';
let lab: Lab;
let store: Store;
afterEach(async () => {
  await lab.close();
  await store[Symbol.asyncDispose]();
});

/** A store that can be broken; what is read and written then is refused as the disk or the network would. */
function breakable(inner: Store, state: { broken: StoreErrorKind | null; isReadOnly?: boolean }): Store {
  const guarded = <T extends object>(room: T): T =>
    new Proxy(room, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value === 'object' && value !== null && !(Symbol.asyncDispose in (value as object)))
          return guarded(value);
        if (typeof value !== 'function') return value;
        return (...args: readonly unknown[]): unknown => {
          const isRead =
            /^(?:list|get|states|recent|raw|rollups|days|users|userByEmail|credential|credentials|holding|held|oldest|series)$/.test(
              String(name),
            );
          if (state.broken !== null && !(state.isReadOnly === true && isRead))
            return Promise.reject(new StoreError(state.broken, `The store is ${state.broken}.`));
          return Reflect.apply(value, target, args);
        };
      },
    });
  return guarded(inner);
}

async function open(answers: { hook: FakeAnswer }) {
  const state: { broken: StoreErrorKind | null; isReadOnly?: boolean } = { broken: null };
  const site = { answer: 'hello' as FakeAnswer };
  const clock = createFakeClock({ isAutomatic: false });
  store = await openSqliteStore({
    path: `${process.env['TMPDIR'] ?? '/tmp'}/launch-ready-trouble-${process.pid}-${Math.trunc(performance.now() * 1000)}/watch.db`,
    clock,
  });
  lab = await serverLab({
    clock,
    store: breakable(store, state),
    http: {
      'https://shop.example/': () => site.answer,
      [`POST ${hook}`]: () => answers.hook,
      'POST https://other.example/': 'ok',
    },
  });
  const owner = await lab.signIn();
  await route(owner, 'hook', hook);
  await owner.send('POST', '/api/monitors', monitorInput());
  await lab.clock.advance(3 * 60_000);
  return { owner, site, state };
}

const route = (owner: Visitor, id: string, to: string) =>
  owner.send('POST', '/api/settings/routes', {
    id,
    channel: id === 'hook' ? 'webhook' : 'chat',
    to,
    severities: ['critical'],
    owner: null,
    hours: null,
    escalatesTo: null,
    afterMinutes: 0,
  });
const told = (url = hook): readonly string[] =>
  lab.requests
    .filter((request) => request.url === url)
    .map(({ body }) => JSON.parse(String(body)).type ?? 'chat');
const minutes = (count: number): Promise<void> => lab.clock.advance(count * 60_000);
const sentences = (): readonly string[] =>
  lab.lines.map((line) => JSON.parse(line)).flatMap(({ sentence }) => sentence ?? []);

describe.each(['gone', 'full', 'read-only'] as const)('the store is %s for five minutes', (kind) => {
  test('it is told; watching goes on; the outage in between is told when it is back; no sample is lost', async () => {
    const { owner, site, state } = await open({ hook: 'ok' });
    const before = (await store.samples.recent('hand-homepage', 1_000)).length;
    state.broken = kind;
    state.isReadOnly = kind !== 'gone';
    site.answer = { status: 500 };
    await minutes(5);
    const health = await lab.anonymous.get('/healthz');
    expect([health.status, health.json.status]).toEqual([503, 'failing']);
    expect(health.json.watch.buffered).toBeGreaterThan(3);
    if (kind === 'gone') {
      const refused = await owner.get('/api/overview');
      expect([refused.status, refused.json.error.code]).toEqual([503, 'unavailable']);
    } else {
      // The last state can still be looked at.
      expect((await owner.get('/api/overview')).json.headline.state).toBe('down');
    }
    expect(told()).toEqual([]);
    expect(sentences().join(' ')).toContain('Samples wait in memory');
    state.broken = null;
    await minutes(1);
    expect(told()).toEqual(['incident.opened']);
    const after = (await store.samples.recent('hand-homepage', 1_000)).length;
    expect(after - before).toBeGreaterThanOrEqual(6);
    expect((await lab.anonymous.get('/healthz')).status).toBe(200);
    expect(sentences().join(' ')).toContain('The store takes samples again; 0 were lost');
  });
});

describe('a receiver in trouble', () => {
  test('429 with a time to wait: tried again then, told once', async () => {
    const answers = {
      hook: { status: 429, headers: { 'retry-after': '45' }, body: 'slow down' } as FakeAnswer,
    };
    const { site } = await open(answers);
    site.answer = { status: 500 };
    await minutes(2);
    const tries = told().length;
    expect(tries).toBeGreaterThanOrEqual(1);
    await lab.clock.advance(20_000);
    expect(told().length - tries).toBeLessThanOrEqual(1);
    answers.hook = 'ok';
    await minutes(3);
    const [done] = (await store.outbox.list(10)).filter(({ route: id }) => id === 'hook');
    expect(done).toMatchObject({ state: 'done', lastDetail: '200 ok' });
    const ids = new Set(
      lab.requests
        .filter(({ url }) => url === hook)
        .map(({ headers }) => headers?.find(([name]) => name === 'webhook-id')?.[1]),
    );
    expect(ids.size).toBe(1);
  });

  test('one that never answers holds up nobody else, and another way is used', async () => {
    const { owner, site } = await open({ hook: untilStopped });
    await route(owner, 'other', 'https://other.example/');
    site.answer = { status: 500 };
    await minutes(3);
    expect(told('https://other.example/')).toEqual(['chat']);
  });
});

/** A receiver that takes the connection and says nothing until we give up. */
const untilStopped: FakeAnswer = ({ signal }) =>
  new Promise((resolve) => {
    signal?.addEventListener('abort', () => resolve({ error: 'aborted' }), { once: true });
  });

describe('the clock', () => {
  test.each([
    ['ahead by a day', 86_400_000],
    ['back by an hour', -3_600_000],
  ])('jumps %s: no false alarm, watching goes on', async (_how, ms) => {
    const { owner } = await open({ hook: 'ok' });
    lab.clock.jumpWallClock(ms);
    await minutes(6);
    expect(told()).toEqual([]);
    const [last] = await store.samples.recent('hand-homepage', 1);
    const latest = (await owner.get('/api/session')).json.now;
    if (ms > 0) expect(latest - last!.at).toBeLessThan(120_000);
    expect((await lab.anonymous.get('/healthz')).status).toBe(200);
    expect(lab.running.server.watch.isLeader()).toBe(true);
  });
});
