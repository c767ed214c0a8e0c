import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { looksLikeCrash, start, type Ended } from '../journeys/launch-ready.ts';

/** PERF-2 as a user types it: a list that is scanned from end to end. */
const folder = mkdtempSync(join(tmpdir(), 'launch-ready-growth-'));
const server = createServer((_request, response) => {
  const members = Number(readFileSync(join(folder, 'members'), 'utf8'));
  setTimeout(() => response.end('x'), members);
});
let base = '';

beforeAll(async () => {
  writeFileSync(
    join(folder, 'launch.yaml'),
    'version: 1\nproduct: { name: Kiln, domain: kiln.example }\nprofile: ecommerce\nroutes: [{ id: members, url: /api/members, p95: 300ms }]\n',
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  server.closeAllConnections();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

const growth = async (...args: readonly string[]): Promise<Ended> =>
  start(['load', 'growth', '--allow-private', '--base', base, ...args], { folder }).ended;

const brief = ['--rate', '60', '--duration', '1.5', '--warm-up', '0', '--even', '--json'];

describe('load growth', { timeout: 60_000 }, () => {
  test('1 ms a member: past the budget of 300 ms at 800', async () => {
    const ended = await growth('--seed', 'echo {size} > members', '--sizes', '100,200,400,800', ...brief);
    const { routes } = JSON.parse(ended.stdout) as {
      readonly routes: readonly {
        readonly points: readonly { readonly size: number; readonly p95Ms: number }[];
      }[];
    };
    const points = routes[0]?.points ?? [];
    expect(points.map(({ size }) => size)).toEqual([100, 200, 400, 800]);
    // A server that waits so long is never quicker.
    expect(points.filter(({ size, p95Ms }) => p95Ms < size * 0.98)).toEqual([]);
    // On a busy machine the figures may not count, and then nothing is claimed.
    expect([1, 3]).toContain(ended.exitCode);
  });

  test.each([
    ['no seed command', [], 'No --seed command was given', 'LR_LOAD_SEED'],
    ['a seed command that fails', ['--seed', 'echo no table >&2; exit 4'], 'no table', 'LR_LOAD_SEED'],
    [
      'sizes that fall',
      ['--seed', 'true', '--sizes', '100,50,20,10'],
      'rising whole numbers',
      'LR_OPTION_INVALID',
    ],
  ])('%s: exit 2', async (_name, args, what, code) => {
    const ended = await growth(...args);
    expect(ended.exitCode).toBe(2);
    expect(ended.stderr).toContain(what);
    expect(ended.stderr).toContain(code);
    expect(looksLikeCrash(ended)).toBe(false);
  });
});
