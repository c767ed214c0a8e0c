import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { unixMs } from '../../src/model/brand.ts';
import { blankMonitor } from '../../src/monitor/deriving/blank.ts';
import { createClock } from '../../src/outside/real/clock.ts';
import { profileByName } from '../../src/profiles/load.ts';
import { openSqliteStore } from '../../src/store/open-sqlite.ts';
import { serveWords } from '../watch/built-program.ts';

/** Of the project that sends. */
export const key = 'ab'.repeat(16);

export interface Ports {
  readonly http: number;
  readonly dns: number;
}
export interface Running {
  readonly url: string;
  readonly pid: number;
  readonly folder: string;
}

export interface Shop {
  readonly folder: string;
  readonly ports: Ports;
  /** Events the key may send. */
  readonly perMinute: number;
  readonly monitors: number;
}

/** `launch-ready serve` in a process of its own, over a store with one project, while it is measured. */
export async function served<T>(
  main: string,
  shop: Shop,
  measure: (running: Running) => Promise<T>,
): Promise<T> {
  const { folder, ports } = shop;
  await furnish(shop);
  const child = start(main, [
    ...serveWords(folder),
    `--resolver=127.0.0.1#${ports.dns}`,
    '--map',
    `*:80=127.0.0.1:${ports.http}`,
  ]);
  try {
    const { url } = (await firstLine(child)) as { readonly url: string };
    return await measure({ url, pid: child.pid ?? 0, folder });
  } finally {
    child.kill();
    await once(child, 'exit');
  }
}

async function furnish({ folder, perMinute, monitors }: Shop): Promise<void> {
  const clock = createClock();
  const store = await openSqliteStore({ path: join(folder, 'watch.db'), clock });
  const createdAt = clock.now();
  await store.ingest.putProject({
    id: '1',
    name: 'shop',
    createdAt,
    origins: [],
    eventsPerMinute: perMinute,
  });
  await store.ingest.putKey({ publicKey: key, project: '1', createdAt: unixMs(createdAt), endsAt: null });
  for (let number = 0; number < monitors; number += 1)
    await store.monitors.put({
      ...blankMonitor(profileByName('ecommerce'), {
        id: `page-${number}`,
        title: `Page ${number}`,
        kind: 'http',
        target: `http://h${number}.shop.example/`,
      }),
      intervalSeconds: 10,
    });
  await store[Symbol.asyncDispose]();
}

export const start = (file: string, args: readonly string[]): ChildProcess =>
  spawn(process.execPath, ['--no-warnings', file, ...args], { stdio: ['pipe', 'pipe', 'ignore'] });

export async function firstLine(child: ChildProcess): Promise<unknown> {
  if (child.stdout === null) throw new Error('no output');
  const [text] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    once(child, 'exit'),
  ]);
  if (typeof text !== 'string') throw new Error(`it ended with ${String(text)}`);
  return JSON.parse(text);
}
