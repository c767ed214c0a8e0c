import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getRequestListener } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import { openReadOnly } from '../../src/db/open.ts';
import { openPostgres } from '../../src/db/postgres/connect.ts';
import { openSession } from '../../src/collectors/data/session.ts';
import { createWorld } from '../../src/world/world.ts';
import { shopRoutes, type PostgresFault, type ShopRoute } from '../../src/world/app/postgres/fault.ts';
import { dbSchema } from '../../src/report/json/db-schema.ts';
import { looksLikeCrash, start, type Ended } from '../journeys/launch-ready.ts';
import { bareReview, postgresFaults, review, shopOn, startDbLab, statements, type DbLab } from './db-lab.ts';
import { postgresMissing } from './servers/postgres.ts';

const faults = postgresMissing === null ? await postgresFaults() : [];
const everything = Object.keys(shopRoutes) as readonly ShopRoute[];
const hasHypopg = existsSync('/usr/share/postgresql/15/extension/hypopg.control');
const missing = postgresMissing ?? (hasHypopg ? null : 'hypopg is not installed');
let lab: DbLab;
let healthy = '';

/** PERF-3, PERF-5 and PERF-6 over the PostgreSQL mode of the shop; one server, one database for each fault of the schema. */
describe.skipIf(missing !== null)(`a live PostgreSQL${missing === null ? '' : `: ${missing}`}`, () => {
  beforeAll(async () => {
    lab = await startDbLab();
    healthy = await lab.database('healthy');
  });
  afterAll(() => lab?.[Symbol.asyncDispose]());

  test('the healthy shop: every route asked, nothing to mend', async () => {
    const shop = shopOn(healthy);
    const { findings, routes, notLookedAt, notes } = await review(healthy, {
      shop,
      asks: everything,
      buys: true,
    });
    await shop.close();
    expect(findings.map(({ rule, route, found }) => `${rule} ${route}: ${found}`)).toEqual([]);
    expect([notLookedAt, notes]).toEqual([[], []]);
    expect(Object.fromEntries(routes.map(({ id, queries }) => [id, queries]))).toEqual({
      feed: 1,
      search: 1,
      newest: 1,
      product: 1,
      figures: 0,
      me: 1,
      orders: 2,
      'buy/order': 2,
      'buy/join': 1,
    });
  });

  test('the demo internet over it: its API answers from the database, and the rest from memory as ever', async () => {
    const world = await createWorld({ database: { url: healthy } });
    try {
      await using outside = await openRealOutside({
        hintsText: world.rootHints,
        maps: world.maps,
        extraCaPem: [world.caPem],
        isPrivateNetworkAllowed: true,
      });
      const ask = async (path: string): Promise<string> => {
        const answer = await outside.http.request({ url: `https://api.${world.domain}${path}` });
        return answer.ok ? Buffer.from(answer.value.body).toString('utf8') : answer.error.message;
      };
      expect(await ask('/api/products/thing-77')).toContain('"slug":"thing-77"');
      expect(await ask('/api/health')).toBe('{"status":"ok"}');
    } finally {
      await world.close();
    }
  });

  test('at least twenty ways to slow it down are planted', () => {
    expect(faults.length).toBeGreaterThanOrEqual(20);
  });

  test.each(faults)('PERF-3: %s is found, and nothing else', async (id, fault) => {
    const found = await lookAt(id, fault);
    expect(
      found.findings.map(({ rule, route, subject }) => `${rule} ${route} ${subject}`).toSorted(),
    ).toEqual(fault.finds.map(({ rule, route, subject }) => `${rule} ${route} ${subject}`).toSorted());
    for (const { rule, route, index } of fault.finds) {
      const finding = found.findings.find((each) => each.rule === rule && each.route === route);
      if (route !== null && !route.startsWith('buy/')) expect(finding?.query).toMatch(/^select/);
      if (index === undefined) continue;
      expect(finding?.remedy).toContain(index);
      const { costBefore = 0, costAfter = 0, msBefore, msAfter } = finding?.gain ?? {};
      expect(costAfter).toBeLessThan(costBefore / 2);
      // A search through everything against a few pages is no close race.
      expect(msAfter ?? Infinity).toBeLessThan(msBefore ?? 0);
    }
  });

  test('without a copy hypopg tells what an index would gain, and nothing is built', async () => {
    const [, fault] = faults.find(([id]) => id === 'sign-in-by-lower-email') ?? [];
    const shop = shopOn(healthy, fault?.work);
    const { findings } = await review(healthy, { shop, asks: ['me'] });
    await shop.close();
    expect(findings).toMatchObject([
      {
        rule: 'unindexed-filter',
        gain: { by: 'hypothetical index', msBefore: null, indexBytes: expect.any(Number) },
      },
    ]);
    expect((findings[0]?.gain?.costAfter ?? 1) * 2).toBeLessThan(findings[0]?.gain?.costBefore ?? 0);
  });

  test('a function that does something each time is not run for a measurement', async () => {
    const dos =
      "create table done (at timestamptz); create function note(text) returns text language sql volatile as 'insert into done values (now()); select $1'";
    const url = await lab.database('volatile', `drop index orders_of_member; ${dos}`);
    const copyUrl = await lab.database('volatile-copy', `drop index orders_of_member; ${dos}`);
    const shop = shopOn(url, {
      orders: ({ db }) => db.query('select id, note(status) from orders where member_id = $1', [77]),
    });
    const { findings } = await review(url, { shop, asks: ['orders'], copyUrl });
    await shop.close();
    expect(findings.find(({ rule }) => rule === 'unindexed-filter')?.gain).toMatchObject({
      by: 'copy',
      msBefore: null,
    });
    const copy = await openSession(copyUrl);
    if (!copy.ok) throw new Error(copy.error.message);
    await using session = copy.value;
    expect(await session.run('select count(*)::int as count from done')).toEqual({
      ok: true,
      value: [{ count: 0 }],
    });
  });

  describe('what cannot be seen is told', () => {
    test('no write gets through, and EXPLAIN of one is allowed', async () => {
      const opened = await openPostgres(healthy);
      if (!opened.ok) throw new Error(opened.error.message);
      await using looked = opened.value;
      const written = await looked.session.run("insert into waitlist (email) values ('x')");
      expect(written).toMatchObject({ ok: false, error: { code: '25006' } });
      expect((await looked.session.run('explain delete from waitlist')).ok).toBe(true);
    });

    test('the copy is the database itself: refused', async () => {
      const opened = await openReadOnly(healthy);
      if (!opened.ok) throw new Error(opened.error.message);
      await using looked = opened.value;
      const copy = await looked.openCopy(healthy.replace('127.0.0.1', 'localhost'));
      expect(copy).toMatchObject({
        ok: false,
        error: { message: expect.stringContaining('the database itself') },
      });
    });

    test('an empty database without pg_stat_statements', async () => {
      const url = lab.server.database('empty');
      const opened = await openReadOnly(url);
      if (!opened.ok) throw new Error(opened.error.message);
      await using looked = opened.value;
      expect(looked.counters).toEqual({
        why: 'pg_stat_statements is not installed in this database',
        todo: 'As its owner: create extension pg_stat_statements',
      });
      const reviewed = await bareReview(looked);
      expect(reviewed.notLookedAt).toEqual([
        'Queries of each request: pg_stat_statements is not installed in this database. As its owner: create extension pg_stat_statements',
        'The database holds no tables: run the migrations and put data in first.',
      ]);
    });

    test('the connection is cut in the middle: told, and what was read before is judged', async () => {
      const url = await lab.database('cut', 'drop index listings_seller');
      const shop = shopOn(url);
      const cut = (): Promise<void> =>
        statements(
          url,
          "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'launch-ready'",
        );
      const seen = await review(url, {
        shop: { ...shop, fetch: async (request) => (await cut(), shop.fetch(request)) },
        asks: ['feed'],
      });
      await shop.close();
      expect(seen.notLookedAt).toEqual([expect.stringContaining('feed: ')]);
      expect(seen.findings.map(({ rule, subject }) => [rule, subject])).toEqual([
        ['foreign-key-unindexed', 'listings.seller_id'],
      ]);
    });

    test('a role that may not see what others ask', async () => {
      await statements(lab.server.url, 'create role reader login');
      await statements(healthy, "select 'somebody asked this'");
      const opened = await openReadOnly(healthy.replace('launch@', 'reader@'));
      if (!opened.ok) throw new Error(opened.error.message);
      await using looked = opened.value;
      expect(looked.counters).toMatchObject({
        why: 'the role reader may not see the statements of others',
        todo: expect.stringContaining('grant pg_read_all_stats to reader'),
      });
    });
  });

  describe('as a user types it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'launch-ready-db-'));
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    const manifest = `version: 1
product: { name: Harbor Market, domain: harbormarket.example }
profile: ecommerce
overrides: { api.p95GoodMs: 1500 }
routes:
  - { id: feed, url: /api/feed, hot: true }
  - { id: orders, url: /api/orders, hot: true, auth: true }
journeys:
  - id: buy
    title: Buy
    steps:
      - { request: POST /api/orders, name: order, headers: { authorization: Bearer session-77 }, expect: { status: 201 } }
`;
    async function db(url: string, ...args: readonly string[]): Promise<Ended> {
      writeFileSync(join(folder, 'launch.yaml'), manifest);
      writeFileSync(join(folder, 'session'), 'Bearer session-77');
      return start(['db', ...args], { folder, env: { DATABASE_URL: url } }).ended;
    }

    test('orders without their index, on a throw-away copy: named, built, measured, exit 1', async () => {
      const url = await lab.database('typed', 'drop index orders_of_member');
      const shop = shopOn(url);
      const server = createServer(getRequestListener(shop.fetch));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const header = 'authorization=file:session';
      const asked = [
        '--database',
        'env:DATABASE_URL',
        '--base',
        base,
        '--header',
        header,
        '--journey',
        'buy',
      ];
      const ended = await db(url, ...asked, '--throw-away', '--pool', '40', '--json');
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await shop.close();
      expect(ended.stderr).toBe('');
      dbSchema.parse(JSON.parse(ended.stdout));
      const document = JSON.parse(ended.stdout) as {
        readonly findings: readonly {
          readonly rule: string;
          readonly route: string;
          readonly gain: unknown;
        }[];
      };
      expect([ended.exitCode, document.findings.map(({ rule, route }) => [rule, route])]).toEqual([
        1,
        [
          ['unindexed-filter', 'orders'],
          ['pool-too-large', null],
          ['foreign-key-unindexed', null],
        ],
      ]);
      expect(document.findings[0]?.gain).toMatchObject({ by: 'copy', msBefore: expect.any(Number) });
      expect(document).toMatchObject({
        routes: [{ id: 'feed' }, { id: 'orders' }, { id: 'buy/order', queries: 2 }],
      });
    });

    test.each([
      ['no address', [], 2, 'Nothing says where the database is'],
      ['an address on the command line', ['--database', 'postgres://a:hush@b/c'], 2, 'wants a reference'],
      ['nothing behind the reference', ['--database', 'env:NO_SUCH'], 2, 'env:NO_SUCH'],
      ['a database that is not there', ['--database', 'file:nowhere'], 3, 'The database cannot be looked at'],
      ['a MySQL that is not there', ['--database', 'file:mysql'], 3, 'The database cannot be looked at'],
      ['another kind of database', ['--database', 'file:oracle'], 2, 'no postgres:// or mysql:// address'],
    ])('%s', async (_name, args, exitCode, says) => {
      writeFileSync(join(folder, 'nowhere'), 'postgres://launch:hush@127.0.0.1:1/shop');
      writeFileSync(join(folder, 'mysql'), 'mysql://launch:hush@127.0.0.1:1/shop');
      writeFileSync(join(folder, 'oracle'), 'oracle://launch:hush@127.0.0.1:1/shop');
      const ended = await db('', ...args);
      expect([ended.exitCode, ended.stdout]).toEqual([exitCode, '']);
      expect(ended.stderr).toContain(says);
      expect(ended.stderr).not.toContain('hush');
      expect(looksLikeCrash(ended)).toBe(false);
    });
  });

  test('a read replica tells what it cannot know', async () => {
    const opened = await openSession(lab.server.url);
    if (!opened.ok) throw new Error(opened.error.message);
    const rows = await opened.value.run("select current_setting('data_directory') as folder");
    await opened.value[Symbol.asyncDispose]();
    await lab.server.crash();
    const signal = join(String(rows.ok ? rows.value[0]?.['folder'] : ''), 'standby.signal');
    writeFileSync(signal, '');
    chmodSync(signal, 0o644);
    await lab.server.start();
    await using looked = await openedWhenConsistent(healthy);
    expect((await bareReview(looked)).notLookedAt).toEqual([
      expect.stringContaining('This is a read replica'),
    ]);
  });
});

async function lookAt(id: string, fault: PostgresFault): Promise<Awaited<ReturnType<typeof review>>> {
  const url = fault.sql === undefined ? healthy : await lab.database(id, fault.sql);
  const shop = shopOn(url, fault.work);
  const routes = fault.finds.flatMap(({ route }) => (route === null ? [] : [route]));
  const asks = fault.asks ?? everything.filter((each) => routes.includes(each));
  const wantsCopy = fault.finds.some(({ index }) => index !== undefined);
  try {
    return await review(url, {
      shop,
      asks,
      buys: routes.some((each) => each.startsWith('buy/')),
      ...(wantsCopy ? { copyUrl: await lab.database(`${id}-copy`, fault.sql) } : {}),
    });
  } finally {
    await shop.close();
  }
}

async function openedWhenConsistent(
  url: string,
): Promise<Extract<Awaited<ReturnType<typeof openReadOnly>>, { ok: true }>['value']> {
  for (let attempt = 0; ; attempt += 1) {
    const opened = await openReadOnly(url);
    if (opened.ok) return opened.value;
    if (attempt === 100) throw new Error(opened.error.message);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
