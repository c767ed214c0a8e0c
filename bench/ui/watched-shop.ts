import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
}

export async function watchShop(monitors: number): Promise<WatchedShop> {
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-ui-'));
  writeFileSync(join(folder, 'launch.yaml'), manifest);
  const shop = await startShop();
  await furnish(join(folder, '.launch-ready/watch/watch.db'), { monitors, port: shop.port });
  const server = await startServe([], { cwd: folder });
  const { cookie } = await becomeOwner(server);
  return {
    url: server.url,
    cookie,
    looks: shop.looks,
    [Symbol.asyncDispose]: async () => {
      await server.kill();
      shop.server.closeAllConnections();
      shop.server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startShop(): Promise<{
  readonly server: Server;
  readonly port: number;
  readonly looks: () => number;
}> {
  let looks = 0;
  const server = createServer((_request, response) => {
    looks += 1;
    response.end('hello');
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port, looks: () => looks };
}

async function furnish(
  path: string,
  { monitors, port }: { readonly monitors: number; readonly port: number },
): Promise<void> {
  await using store = await openSqliteStore({ path, clock: createClock() });
  const profile = profileByName('ecommerce');
  for (let number = 0; number < monitors; number += 1) {
    const id = `m${String(number).padStart(5, '0')}`;
    const target = `http://127.0.0.1:${port}/${id}`;
    await store.monitors.put(blankMonitor(profile, { id, title: `Page ${number}`, kind: 'http', target }));
  }
}
