import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as wait } from 'node:timers/promises';
import { blankMonitor } from '../../src/monitor/deriving/blank.ts';
import { createClock } from '../../src/outside/real/clock.ts';
import { profileByName } from '../../src/profiles/load.ts';
import { openSqliteStore } from '../../src/store/open-sqlite.ts';
import { becomeOwner, startServe } from '../../test/real/server-process.ts';

const manifest = `version: 1
product: { name: Harbor Market, domain: shop.example }
profile: ecommerce
privateNetwork: true
`;

/** `serve` in a process of its own, looking at so many pages of one shop once a minute. */
export interface WatchedShop extends AsyncDisposable {
  readonly url: string;
  /** `name=value` of a signed-in owner. */
  readonly cookie: string;
  /** Looks the shop has seen so far. */
  readonly looks: () => number;
  /** The page of the outage the shop has; waits until it was told. */
  readonly incidentPath: () => Promise<string>;
}

export async function watchShop(monitors: number): Promise<WatchedShop> {
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-ui-'));
  writeFileSync(join(folder, 'launch.yaml'), manifest);
  const shop = await startShop();
  await furnish(join(folder, '.launch-ready/watch/watch.db'), { monitors, port: shop.port });
  const server = await startServe([], { cwd: folder });
  let isWanted = true;
  server.child.once('exit', () => {
    if (isWanted) process.stderr.write(`serve ended by itself:\n${server.lines.slice(-20).join('\n')}\n`);
  });
  const { cookie, get } = await becomeOwner(server);
  return {
    url: server.url,
    cookie,
    looks: shop.looks,
    incidentPath: async () => {
      for (;;) {
        const { rows } = await get('/api/incidents');
        if (rows.length > 0) return `/incidents/${encodeURIComponent(rows[0].id)}`;
        await wait(2_000);
      }
    },
    [Symbol.asyncDispose]: async () => {
      isWanted = false;
      await server.kill();
      shop.server.closeAllConnections();
      shop.server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Every page answers but the first. */
async function startShop(): Promise<{
  readonly server: Server;
  readonly port: number;
  readonly looks: () => number;
}> {
  let looks = 0;
  const server = createServer((request, response) => {
    looks += 1;
    response.statusCode = request.url === `/${idOf(0)}` ? 503 : 200;
    response.end('hello');
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port, looks: () => looks };
}

const idOf = (number: number): string => `m${String(number).padStart(5, '0')}`;

/** All in one transaction: ten thousand of them would be as many flushes of the disk. */
async function furnish(
  path: string,
  { monitors, port }: { readonly monitors: number; readonly port: number },
): Promise<void> {
  await (await openSqliteStore({ path, clock: createClock() }))[Symbol.asyncDispose]();
  const profile = profileByName('ecommerce');
  const database = new DatabaseSync(path);
  const put = database.prepare('insert into monitors (id, body) values (?, ?)');
  database.exec('begin');
  for (let number = 0; number < monitors; number += 1) {
    const id = idOf(number);
    const target = `http://127.0.0.1:${port}/${id}`;
    const monitor = blankMonitor(profile, { id, title: `Page ${number}`, kind: 'http', target });
    put.run(id, JSON.stringify({ ...monitor, origin: 'hand' }));
  }
  database.exec('commit');
  database.close();
}
