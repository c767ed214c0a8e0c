import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { getRequestListener } from '@hono/node-server';
import { postgresFaults, shopOn, statements } from '../test/real/db-lab.ts';
import { postgresMissing, startPostgres } from '../test/real/servers/postgres.ts';
import type { PostgresFault } from '../src/world/app/postgres/fault.ts';
import { shopSchema, shopSettings } from '../src/world/app/postgres/schema.ts';

/** `npm run demo:performance`: the demo shop over a PostgreSQL of this machine, slow on purpose; then `db` and `load` look at it. */
const help = `npm run demo:performance [-- options]

  --faults A,B   these instead of the usual three (src/world/app/postgres/faults)
  --healthy      the same shop without a fault
  --serve        keep shop and database running until Ctrl-C
`;
const usual = ['feed-asks-for-each-author', 'orders-without-index', 'payment-before-the-answer'];

const manifest = `version: 1
product: { name: Harbor Market, domain: harbormarket.example }
profile: ecommerce
routes:
  - { id: feed, url: /api/feed, hot: true }
  - { id: newest, url: /api/products, hot: true }
  - { id: orders, url: /api/orders, hot: true, auth: true }
journeys:
  - id: buy
    title: Buy
    steps:
      - { request: POST /api/orders, name: order, headers: { authorization: Bearer session-77 }, expect: { status: 201 } }
`;

async function demo(ids: readonly string[], isServed: boolean): Promise<void> {
  const faults = await chosen(ids);
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-demo-'));
  const postgres = await startPostgres({
    isDurable: true,
    settings: ['shared_preload_libraries=pg_stat_statements', 'shared_buffers=64MB'],
  });
  try {
    const url = postgres.database('market');
    await seeded(url, faults);
    const shop = shopOn(url, workOf(faults));
    const listener = getRequestListener(shop.fetch);
    const server = createServer((request, response) => void listener(request, response));
    const base = await listening(server);
    process.stdout.write(`Harbor Market at ${base}. ${tale(faults)}\n`);
    await lookedAt(base, url, folder);
    if (isServed) await untilInterrupted(base, url);
    server.closeAllConnections();
    server.close();
    await shop.close();
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function seeded(url: string, faults: readonly PostgresFault[]): Promise<void> {
  await statements(url, shopSchema);
  await statements(url, shopSettings('market'));
  // Filling the tables is no use of their indexes.
  await statements(url, 'select pg_stat_reset()');
  for (const { sql } of faults)
    if (sql !== undefined) await statements(url, sql.replaceAll('{database}', 'market'));
}

const workOf = (faults: readonly PostgresFault[]): NonNullable<PostgresFault['work']> =>
  faults.reduce((work, fault) => ({ ...work, ...fault.work }), {});

async function lookedAt(base: string, url: string, folder: string): Promise<void> {
  writeFileSync(join(folder, 'launch.yaml'), manifest);
  const where = { folder, env: { DATABASE_URL: url, SESSION: 'Bearer session-77' } };
  const there = ['--base', base, '--header', 'authorization=env:SESSION'];
  await run(['db', '--database', 'env:DATABASE_URL', ...there, '--journey', 'buy', '--throw-away'], where);
  await run(['load', ...there, '--rate', '40', '--duration', '6'], where);
}

async function chosen(ids: readonly string[]): Promise<readonly PostgresFault[]> {
  const all = new Map(await postgresFaults());
  return ids.map((id) => {
    const fault = all.get(id);
    if (fault !== undefined) return fault;
    throw new Error(`There is no fault "${id}". Use some of: ${[...all.keys()].join(', ')}`);
  });
}

const tale = (faults: readonly PostgresFault[]): string =>
  faults.length === 0
    ? 'Nothing is wrong: this is the healthy twin.'
    : `Slow on purpose: ${faults.map(({ title }) => title.toLowerCase()).join('; ')}.`;

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function run(
  args: readonly string[],
  { folder, env }: { readonly folder: string; readonly env: Readonly<Record<string, string>> },
): Promise<void> {
  process.stdout.write(`\n$ launch-ready ${args.join(' ')}\n\n`);
  const program = join(import.meta.dirname, '..', 'src', 'cli', 'main.ts');
  await new Promise<void>((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: folder,
      stdio: 'inherit',
      env: { ...process.env, ...env },
    });
    child.once('error', reject).once('close', () => resolve());
  });
}

async function untilInterrupted(base: string, url: string): Promise<void> {
  process.stdout.write(`\nShop ${base}, database ${url}, until Ctrl-C.\n`);
  await new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

const { values } = parseArgs({
  options: {
    faults: { type: 'string' },
    healthy: { type: 'boolean', default: false },
    serve: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) process.stdout.write(help);
else if (postgresMissing !== null) {
  process.stderr.write(`${postgresMissing}: the demo needs it (Debian: apt-get install postgresql).\n`);
  process.exitCode = 3;
} else await demo(values.healthy ? [] : (values.faults?.split(',') ?? usual), values.serve);
