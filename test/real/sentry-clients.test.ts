import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  ErrorDetailView,
  ErrorListView,
  ErrorRow,
  SendersView,
} from '../../src/server/contract-errors.ts';
import type { MonitorListView } from '../../src/server/contract.ts';
import { becomeOwner, startServe, type ServerProcess, type Session } from './server-process.ts';

// MON-6, MON-9: the industry's own clients, unchanged, with one address changed.
const scripts = fileURLToPath(new URL('sentry-clients/', import.meta.url));
const manifest = 'version: 1\nproduct: { name: Harbor Market, domain: shop.example }\nprofile: ecommerce\n';
const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
const hasPython = spawnSync('/usr/bin/python3', ['-c', 'import sentry_sdk']).status === 0;
const hasRuby = spawnSync('/usr/bin/ruby', ['-e', "require 'sentry-raven'"]).status === 0;
const cli = commandLineTool();

/** The binary package of this platform; its installer is never run. */
function commandLineTool(): string | null {
  try {
    const near = createRequire(createRequire(import.meta.url).resolve('@sentry/cli/package.json'));
    const folder = near.resolve(`@sentry/cli-${process.platform}-${process.arch}/package.json`);
    return join(folder, '../bin/sentry-cli');
  } catch {
    return null;
  }
}

interface Ran {
  readonly code: number | null;
  readonly text: string;
}
const release = 'shop@1.4.2';

let folder: string;
let server: ServerProcess;
let owner: Session;
let dsn: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clients-'));
  writeFileSync(join(folder, 'launch.yaml'), manifest);
  server = await startServe([], { cwd: folder });
  owner = await becomeOwner(server);
  const senders: SendersView = await owner.get('/api/senders');
  dsn = senders.projects[0]?.dsn ?? '';
}, 120_000);
afterAll(async () => {
  await server.kill();
  rmSync(folder, { recursive: true });
});

/** Runs a program to its end; never longer than two minutes. */
const run = (
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ran> =>
  new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', HOME: folder, DSN: dsn, RELEASE: release, ...env },
      timeout: 120_000,
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (bytes: Buffer) => (text += bytes.toString()));
    child.on('close', (code) => resolve({ code, text }));
  });

/** Asks until the answer is the one waited for. */
async function until<T>(ask: () => Promise<T>, isIt: (answer: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await ask();
    if (isIt(answer)) return answer;
    await pause(100);
  }
  throw new Error(`never: ${isIt.toString()}; last: ${JSON.stringify(await ask()).slice(0, 2_000)}`);
}

const errors = (words: string): Promise<ErrorListView> =>
  owner.get(`/api/errors?status=all&q=${encodeURIComponent(words)}`);
const rowOf = async (words: string, count: number): Promise<ErrorRow> => {
  const { rows } = await until(
    () => errors(words),
    (view) => view.rows.reduce((sum, row) => sum + row.count, 0) >= count,
  );
  return rows[0]!;
};

describe('@sentry/node', () => {
  test('errors with their cause, a message, a check-in and feedback arrive, grouped, with nobody’s address', async () => {
    const { code, text } = await run(process.execPath, ['--no-warnings', join(scripts, 'shop.mjs')]);
    expect([code, text]).toEqual([0, '']);
    const row = await rowOf('PaymentError', 2);
    expect(row).toMatchObject({ count: 2, users: 1, release, environment: 'production', status: 'new' });
    const hook = await rowOf('payment webhook of stripe', 1);
    expect(hook.isPaymentWebhook).toBe(true);
    const detail: ErrorDetailView = await owner.get(`/api/errors/${row.id}`);
    const [sample] = detail.samples;
    expect(sample?.exceptions.map(({ type }) => type)).toEqual(['PaymentError', 'TypeError']);
    expect(sample?.exceptions[0]?.frames[0]).toMatchObject({ name: 'charge', isOwn: true });
    expect(JSON.stringify(detail)).not.toContain('jane@');
    const monitors: MonitorListView = await owner.get('/api/monitors');
    expect(monitors.rows.map(({ title, kind }) => [title, kind])).toEqual([
      ['Job nightly-payout', 'heartbeat'],
    ]);
    const { feedback } = await until(
      () => errors(''),
      (view) => view.feedback.length > 0,
    );
    expect(feedback[0]?.message).toBe('checkout froze');
  }, 120_000);
});

describe('Harbor Market with @sentry/node', () => {
  test('a release that cannot read orders is seen by route and laid to its deploy', async () => {
    await owner.send('POST', '/api/deploys', { version: 'market@2' });
    const shop = ['--no-warnings', join(scripts, 'market.ts')];
    expect(await run(process.execPath, shop, { RELEASE: 'market@2' })).toEqual({
      code: 0,
      text: '[200,500]',
    });
    const row = await rowOf('release:market@2', 10);
    expect(row).toMatchObject({
      title: "TypeError: Cannot read properties of undefined (reading 'totalCents')",
      release: 'market@2',
      isNewSinceDeploy: true,
      isPaymentWebhook: true,
    });
    const detail: ErrorDetailView = await owner.get(`/api/errors/${row.id}`);
    expect(detail.routes.map(({ name }) => name)).toEqual(
      expect.arrayContaining([expect.stringContaining('/webhooks/payments')]),
    );
    const isWhole = ({ releases }: ErrorListView): boolean =>
      releases.some(
        ({ release: name, visits, crashed }) => name === 'market@2' && visits === 15 && crashed === 10,
      );
    expect(isWhole(await until(() => errors(''), isWhole))).toBe(true);
  }, 120_000);
});

describe.skipIf(!hasPython)('python3-sentry-sdk (skipped where it is not installed)', () => {
  test('the store route, packed, the key in a header', async () => {
    const { code, text } = await run('/usr/bin/python3', [join(scripts, 'shop.py')]);
    expect([code, text]).toEqual([0, '']);
    expect(await rowOf('ValueError', 2)).toMatchObject({ title: 'ValueError: no such order 7', count: 2 });
  }, 120_000);
});

describe.skipIf(!hasRuby)('ruby-sentry-raven (skipped where it is not installed)', () => {
  test('base64 of zlib, as long ago', async () => {
    const { code } = await run('/usr/bin/ruby', [join(scripts, 'shop.rb')]);
    expect(code).toBe(0);
    expect(await rowOf('ArgumentError', 1)).toMatchObject({ title: 'ArgumentError: no stock for item 12' });
  }, 120_000);
});

describe.skipIf(cli === null)('sentry-cli (skipped where its binary is not installed)', () => {
  const tool = async (...args: readonly string[]): Promise<void> => {
    const { code, text } = await run(cli ?? '', args, {
      SENTRY_URL: server.url,
      SENTRY_AUTH_TOKEN: await token(),
      SENTRY_ORG: 'harbor',
      SENTRY_PROJECT: 'product',
    });
    expect([args.join(' '), code, code === 0 ? '' : text]).toEqual([args.join(' '), 0, '']);
  };
  let secret: string | null = null;
  const token = async (): Promise<string> => {
    secret ??= (
      await owner.send('POST', '/api/settings/tokens', { name: 'ci', kind: 'token', role: 'editor' })
    ).secret;
    return secret ?? '';
  };

  test('a release is begun, given its commits, marked as deployed and finished', async () => {
    await repository();
    await tool('releases', 'new', release);
    await tool('releases', 'set-commits', release, '--auto');
    await tool('deploys', 'new', '--release', release, '-e', 'production');
    await tool('releases', 'finalize', release);
    const commits = async (version: string): Promise<number> =>
      (await owner.get(`/api/0/organizations/harbor/releases/${version}`)).commitCount;
    expect(await commits(release)).toBe(2);
    await commit('third', 'README.md');
    await tool('releases', 'new', 'shop@1.4.3');
    await tool('releases', 'set-commits', 'shop@1.4.3', '--auto');
    expect(await commits('shop@1.4.3')).toBe(1);
    const [newest] = await owner.get('/api/deploys');
    expect(newest.marker).toMatchObject({ version: release, environment: 'production' });
  }, 120_000);

  test.skipIf(executablePath === undefined)(
    '@sentry/browser in Chromium: an error of a bundle is shown in the source, by the map uploaded for it',
    async () => {
      const site = join(folder, 'site');
      await bundle(site);
      await tool('sourcemaps', 'inject', site);
      await tool('sourcemaps', 'upload', '--release', release, site);
      const page = await served(site);
      const browser = await chromium.launch({
        executablePath: executablePath ?? '',
        args: ['--no-sandbox', '--disable-gpu'],
      });
      try {
        const visit = await browser.newPage();
        await visit.goto(page.url);
        await visit.click('#add');
        const row = await rowOf("reading 'price'", 1);
        expect(row).toMatchObject({ isHandled: false, users: 0 });
        const detail: ErrorDetailView = await owner.get(`/api/errors/${row.id}`);
        expect(detail.suspects).toMatchObject([
          {
            author: 'Ann',
            message: 'second',
            file: 'cart.js',
            commit: expect.stringMatching(/^[\da-f]{40}$/),
          },
          { message: 'first', file: 'page.js' },
        ]);
        expect(detail.samples[0]?.exceptions[0]?.frames[0]).toMatchObject({ isMapped: true, line: 2 });
        expect(detail.samples[0]?.exceptions[0]?.frames[0]?.file).toMatch(/cart\.js$/);
        expect(detail.samples[0]?.exceptions[0]?.frames[0]?.source).toContainEqual({
          line: 2,
          text: '  return item.price * 2;',
          isIt: true,
        });
      } finally {
        await browser.close();
        page.close();
      }
    },
    120_000,
  );
});

/** The place a release is built in: two commits. */
async function repository(): Promise<void> {
  expect(await run('git', ['init', '-q'])).toEqual({ code: 0, text: '' });
  await commit('first', 'page.js');
  await commit('second', 'cart.js');
}

async function commit(message: string, file: string): Promise<void> {
  writeFileSync(join(folder, file), message);
  const person = ['-c', 'user.name=Ann', '-c', 'user.email=ann@shop.example'];
  for (const args of [
    ['add', file],
    [...person, 'commit', '-q', '-m', message],
  ])
    expect(await run('git', args)).toEqual({ code: 0, text: '' });
}

async function bundle(site: string): Promise<void> {
  mkdirSync(site, { recursive: true });
  writeFileSync(
    join(site, 'index.html'),
    '<!doctype html><button id=add>Add</button><script src=page.js></script>',
  );
  await build({
    configFile: false,
    logLevel: 'error',
    root: scripts,
    define: { __DSN__: JSON.stringify(dsn), __RELEASE__: JSON.stringify(release) },
    build: {
      outDir: site,
      emptyOutDir: false,
      sourcemap: true,
      lib: { entry: join(scripts, 'page.js'), formats: ['iife'], name: 'shop', fileName: () => 'page.js' },
    },
  });
}

async function served(site: string): Promise<{ readonly url: string; readonly close: () => void }> {
  const files: Server = createServer((request, response) => {
    const name = request.url === '/' ? 'index.html' : (request.url ?? '').slice(1);
    const path = join(site, name);
    response.statusCode = existsSync(path) ? 200 : 404;
    response.setHeader('content-type', name.endsWith('.html') ? 'text/html' : 'text/javascript');
    response.end(existsSync(path) ? readFileSync(path) : '');
  });
  await new Promise<void>((resolve) => void files.listen(0, '127.0.0.1', resolve));
  const { port } = files.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, close: () => void files.close() };
}
