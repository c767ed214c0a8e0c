import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { looksLikeCrash, start, type Ended } from '../journeys/launch-ready.ts';

/** PERF-1 and PERF-7 as a user types them. */
const folder = mkdtempSync(join(tmpdir(), 'launch-ready-load-'));
const seen: string[] = [];
const server = createServer((request, response) => {
  seen.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`);
  response.statusCode = request.url === '/api/broken' ? 503 : 200;
  setTimeout(() => response.end('x'), request.url === '/api/slow' ? 700 : 2);
});
let base = '';

beforeAll(async () => {
  writeFileSync(
    join(folder, 'launch.yaml'),
    `version: 1
product: { name: Kiln, domain: kiln.example }
profile: ecommerce
routes:
  - { id: quick, url: /api/quick?page=1, hot: true }
  - { id: slow, url: /api/slow, p95: 300ms }
  - { id: broken, url: /api/broken }
  - { id: mine, url: /api/mine, auth: true }
  - { id: pay, url: /api/pay, method: POST }
`,
  );
  writeFileSync(join(folder, 'session'), 'Bearer kiln-session\n');
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

const brief = ['--rate', '60', '--duration', '1.5', '--warm-up', '0', '--even'];
const load = async (...args: readonly string[]): Promise<Ended> => start(['load', ...args], { folder }).ended;

describe('load', { timeout: 60_000 }, () => {
  test('a route that answers 503 fails, exit 1, and is left alone', async () => {
    const ended = await load('broken', '--base', base, ...brief, '--json');
    expect(ended.exitCode).toBe(1);
    expect(JSON.parse(ended.stdout)).toMatchObject({
      schema: 'launch-ready/load@1',
      product: 'Kiln',
      verdict: 'failed',
      stopped: { reason: 'error-storm' },
      routes: [{ id: 'broken', verdict: 'failing', budgetMs: 500, failingMs: 1000, errorShare: 1 }],
    });
  });

  test('the hot route is asked by itself; a busy machine may call the figures void, never bad', async () => {
    const ended = await load('--base', base, ...brief);
    expect([0, 3]).toContain(ended.exitCode);
    expect(ended.stdout).toContain('90 requests');
    expect(ended.stdout).toContain('x-launch-ready-load: ');
    expect(new Set(seen.filter((each) => each.includes('quick')))).toEqual(
      new Set(['GET /api/quick?page=1 ']),
    );
  });

  test('a slow route: its p95 against its own budget', async () => {
    const ended = await load('slow', '--base', base, ...brief, '--json');
    const document: unknown = JSON.parse(ended.stdout);
    expect(document).toMatchObject({ routes: [{ id: 'slow', budgetMs: 300, failingMs: null, sent: 90 }] });
    expect([1, 3]).toContain(ended.exitCode);
  });

  test('a route with a session gets it from a file, and it is shown nowhere', async () => {
    const ended = await load(
      'mine',
      '--base',
      base,
      ...brief,
      '--header',
      'authorization=file:session',
      '--json',
    );
    expect(seen).toContain('GET /api/mine Bearer kiln-session');
    expect(ended.stdout + ended.stderr).not.toContain('kiln-session');
  });

  test.each([
    ['a name that is not there', ['quik'], 'Did you mean quick?', 'LR_LOAD_NOTHING'],
    ['only a route that changes data', ['pay'], 'pay: POST changes data; load only reads', 'LR_LOAD_NOTHING'],
    ['a route that needs a session', ['mine'], 'mine: it needs a session', 'LR_LOAD_NOTHING'],
    [
      'somebody else’s host',
      ['--base', 'http://192.0.2.9'],
      'no host that launch.yaml declares',
      'LR_LOAD_HOST',
    ],
    [
      'more than the cap',
      ['--rate', '900', '--base', 'http://127.0.0.1:1'],
      '--max-rate is 200',
      'LR_OPTION_INVALID',
    ],
    [
      'a rate that is none',
      ['--rate', 'fast', '--base', 'http://127.0.0.1:1'],
      'not a number',
      'LR_OPTION_INVALID',
    ],
    [
      'a secret on the command line',
      ['--header', 'authorization=hush'],
      'env:NAME or file:path',
      'LR_OPTION_INVALID',
    ],
    [
      'a host nobody was asked about',
      ['--resolver', '127.0.0.1#9'],
      'nobody said that this is agreed',
      'LR_LOAD_CONFIRM',
    ],
  ])('%s: exit 2, nothing asked', async (_name, args, what, code) => {
    const ended = await load(...args);
    expect([ended.exitCode, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).toContain(what);
    expect(ended.stderr).toContain(code);
    expect(looksLikeCrash(ended)).toBe(false);
  });

  test('the plan as a script for k6 asks nothing', async () => {
    const ended = await load('quick', '--export', 'k6', '--rate', '50');
    expect(ended.exitCode).toBe(0);
    expect(ended.stdout).toContain("import http from 'k6/http';");
    expect(ended.stdout).toContain('https://kiln.example/api/quick?page=1');
  });
});
