import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import {
  hostileNameServer,
  hostileStream,
  dnsHarm,
  httpHarm,
  tlsHarm,
  type Hostile,
} from './hostile-servers.ts';
import { renderTerminal } from '../../src/report/terminal/render.ts';
import { plainPalette } from '../../src/report/terminal/palette.ts';
import { createWorld, type World } from '../../src/world/world.ts';
import { look } from '../real/look.ts';

// AUD-1: whatever the world sends, the audit ends within its budget, with unknowns and reasons, and no check or collector breaks.
const limitMs = 10_000;
/** What the engine waits for collectors beyond the limit, and the judging of a loaded machine. */
const graceMs = 5000;
const edge = ['89.187.162.20', '[2a02:6ea0:c700::20]'];
const nameServers = ['45.90.28.11', '185.136.96.22', '[2a07:a8c0::11]', '[2a06:fb00:1::22]'];

let world: World;
beforeAll(async () => {
  world = await createWorld();
}, 30_000);
afterAll(() => world.close());

async function survive(
  into: World,
  only: readonly string[],
  moreMaps: readonly string[] = [],
): Promise<Report> {
  const { domain, rootHints, caPem, maps } = into;
  const report = await look({
    domain,
    only,
    hintsText: rootHints,
    caPem,
    maps: [...moreMaps, ...maps],
    timeoutMs: limitMs,
  });
  expect(report.timings.collectMs).toBeLessThanOrEqual(limitMs + graceMs);
  expect(report.unknown.filter(({ text, remedy }) => text.length < 5 || remedy.length < 3)).toEqual([]);
  expect(report.unknown.filter(({ remedy }) => remedy.startsWith('report this as a bug'))).toEqual([]);
  const shown = renderTerminal(report, { palette: plainPalette, columns: 100, isVerbose: true });
  expect(shown).not.toMatch(/[\u0000-\u0008\u001b]|\n\s+at [^\n]+:\d+/u);
  return report;
}

/** Audits the shop with these addresses in the hands of somebody hostile. */
const surviveAt = (hostile: Hostile, at: readonly string[], only: readonly string[]): Promise<Report> =>
  survive(
    world,
    only,
    at.map((place) => `${place}=127.0.0.1:${hostile.port}`),
  );

const passes = (report: Report, host: string): readonly string[] =>
  report.passed.filter(({ target }) => target.name === host).map(({ check }) => check);

describe('a hostile web server on port 80', () => {
  test.each(Object.entries(httpHarm))(
    '%s',
    async (_story, behave) => {
      await using hostile = await hostileStream(behave);
      const report = await surviveAt(
        hostile,
        edge.map((address) => `${address}:80`),
        ['redirects'],
      );
      expect(passes(report, world.domain)).not.toContain('redirects/https-first-hop');
      expect(report.findings.length + report.unknown.length).toBeGreaterThan(0);
    },
    60_000,
  );
});

describe('something else than TLS on port 443', () => {
  test.each(Object.entries(tlsHarm))(
    '%s',
    async (_story, behave) => {
      await using hostile = await hostileStream(behave);
      const report = await surviveAt(
        hostile,
        edge.map((address) => `${address}:443`),
        ['tls', 'redirects'],
      );
      expect(report.verdict).toBe('pause');
      expect(passes(report, world.domain)).not.toContain('tls/certificate-names');
    },
    60_000,
  );
});

describe('hostile name servers', () => {
  test.each(Object.entries(dnsHarm))(
    '%s',
    async (_story, answer) => {
      await using hostile = await hostileNameServer(answer);
      const report = await surviveAt(
        hostile,
        nameServers.map((address) => `${address}:53`),
        ['domain'],
      );
      expect(report.verdict).not.toBe('ship');
      expect(passes(report, world.domain)).not.toContain('domain/host-resolution');
    },
    60_000,
  );
});

describe('hostile certificates', () => {
  const many = (count: number): readonly string[] =>
    Array.from({ length: count }, (_unused, index) => `h${index}.harbormarket.shop`);

  test.each([
    ['10,000 names', many(10_000)],
    ['a NUL inside a name', ['harbormarket.shop\u0000.evil.example']],
    ['terminal controls and a wildcard over everything', ['\u001b[2J*', '*', '*.shop', '..', '']],
  ])(
    '%s',
    async (_story, names) => {
      const hostile = await createWorld({
        change: (plan) => ({
          ...plan,
          certificates: Object.fromEntries(
            Object.entries(plan.certificates).map(([id, each]) => [id, { ...each, names, commonName: 'x' }]),
          ),
        }),
      });
      await using closing = new AsyncDisposableStack();
      closing.defer(hostile.close);
      const report = await survive(hostile, ['tls', 'domain/forgotten-subdomain']);
      expect(report.verdict).toBe('pause');
      expect(JSON.stringify(report).length).toBeLessThan(4_000_000);
      expect(passes(report, world.domain)).not.toContain('tls/certificate-names');
    },
    60_000,
  );
});
