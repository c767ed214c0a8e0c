import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import { openReadOnly } from '../../src/db/open.ts';
import type { Looked } from '../../src/db/looked.ts';
import type { ActAnswer } from '../../src/db/observe.ts';
import { reviewDatabase, type Review } from '../../src/db/review.ts';
import type { Subject } from '../../src/db/subjects.ts';
import { shopRoutes, type PostgresFault, type ShopRoute } from '../../src/world/app/postgres/fault.ts';
import { shopSchema, shopSettings } from '../../src/world/app/postgres/schema.ts';
import { createPostgresShop, type PostgresShop } from '../../src/world/app/postgres/shop.ts';
import { startPostgres, type PostgresServer } from './servers/postgres.ts';

const folder = join(import.meta.dirname, '..', '..', 'src', 'world', 'app', 'postgres', 'faults');

/** Every planted fault by its id. */
export async function postgresFaults(): Promise<readonly (readonly [string, PostgresFault])[]> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));
  return Promise.all(
    files.map(async (file) => {
      const module = (await import(join(folder, file))) as { readonly default: PostgresFault };
      return [file.replace('.ts', ''), module.default] as const;
    }),
  );
}

export interface DbLab extends AsyncDisposable {
  readonly server: PostgresServer;
  /** The address of a new database like the healthy twin's, with this done to it. */
  readonly database: (name: string, sql?: string) => Promise<string>;
}

const template = 'market';

/** One server; the healthy twin is made once and copied for each fault. */
export async function startDbLab(): Promise<DbLab> {
  const server = await startPostgres({
    isDurable: true,
    settings: ['shared_preload_libraries=pg_stat_statements', 'shared_buffers=64MB', 'autovacuum_naptime=1h'],
  });
  await statements(server.database(template), shopSchema);
  return {
    server,
    database: async (name, sql) => {
      await statements(server.url, `create database "${name}" template ${template} strategy wal_log`);
      await statements(server.url, shopSettings(name));
      const url = `postgres://launch@127.0.0.1:${server.port}/${name}`;
      if (sql !== undefined) await statements(url, sql.replaceAll('{database}', name));
      return url;
    },
    [Symbol.asyncDispose]: () => server.stop(),
  };
}

/** One after the other, each by itself: some may not stand in a transaction with others. */
export async function statements(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const parts =
      sql.includes('$$') || sql.includes('create function') || sql.startsWith('\n') ? [sql] : sql.split(';');
    for (const part of parts.filter((each) => each.trim() !== '')) await client.query(part);
  } finally {
    await client.end();
  }
}

/** Far above what a busy machine adds, so that waiting and working are told apart on any. */
const providerMs = 900;
const budgetMs = 1500;
const slow = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, providerMs));

export const shopOn = (url: string, work: PostgresFault['work'] = {}): PostgresShop =>
  createPostgresShop({ url, work, pay: slow, mail: slow });

/** The shop is asked in this process: what is measured is the database, not the way to it. */
export async function review(
  url: string,
  what: {
    readonly shop: PostgresShop;
    readonly asks: readonly ShopRoute[];
    readonly buys?: boolean;
    readonly copyUrl?: string;
  },
): Promise<Review> {
  await using outside = await openRealOutside({});
  // What others of the same database asked before is not this one's.
  await statements(url, 'select pg_stat_statements_reset()');
  const opened = await openReadOnly(url);
  if (!opened.ok) throw new Error(opened.error.message);
  await using looked = opened.value;
  const { copyUrl } = what;
  const reviewed = await reviewDatabase({
    looked,
    outside,
    signal: new AbortController().signal,
    subjects: [
      ...what.asks.map((id) => route(what.shop, id)),
      ...(what.buys === true ? [journey(what.shop)] : []),
    ],
    poolSize: 5,
    openCopy: copyUrl === undefined ? null : () => looked.openCopy(copyUrl),
    onProgress: () => {},
  });
  if (!reviewed.ok) throw new Error(reviewed.error.message);
  return reviewed.value;
}

const session = { authorization: 'Bearer session-77', 'content-type': 'application/json' };

async function asked(shop: PostgresShop, request: Request, isPersonal: boolean): Promise<ActAnswer> {
  const response = await shop.fetch(request);
  const text = await response.text();
  return {
    trouble: response.ok ? null : `it answers ${response.status}: ${text.slice(0, 200)}`,
    answer: isPersonal ? null : text,
    isCached: false,
  };
}

function route(shop: PostgresShop, id: ShopRoute): Subject {
  const isPersonal = id === 'me' || id === 'orders';
  const request = (): Request =>
    new Request(`http://shop${shopRoutes[id]}`, { headers: isPersonal ? session : {} });
  const acts = [{ id, isMeasured: true, run: () => asked(shop, request(), isPersonal) }];
  return {
    id,
    isReading: true,
    budgetMs,
    rounds: 3,
    isWarmedUp: true,
    begin: async () => ({ acts, [Symbol.asyncDispose]: async () => {} }),
  };
}

function journey(shop: PostgresShop): Subject {
  const post = (path: string, body: string) => (): Promise<ActAnswer> =>
    asked(shop, new Request(`http://shop${path}`, { method: 'POST', headers: session, body }), true);
  const acts = [
    { id: 'buy/order', isMeasured: true, run: post('/api/orders', '{}') },
    { id: 'buy/join', isMeasured: true, run: post('/api/waitlist', '{"email":"ines@kiln.example"}') },
  ];
  return {
    id: 'buy',
    isReading: false,
    budgetMs,
    rounds: 2,
    isWarmedUp: false,
    begin: async () => ({ acts, [Symbol.asyncDispose]: async () => {} }),
  };
}

/** Asks nothing; the database alone. */
export async function bareReview(looked: Looked): Promise<Review> {
  await using outside = await openRealOutside({});
  const reviewed = await reviewDatabase({
    looked,
    outside,
    signal: new AbortController().signal,
    subjects: [],
    poolSize: null,
    openCopy: null,
    onProgress: () => {},
  });
  if (!reviewed.ok) throw new Error(reviewed.error.message);
  return reviewed.value;
}
