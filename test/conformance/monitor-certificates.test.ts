import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Manifest } from '../../src/model/manifest.ts';
import type { Sample } from '../../src/model/monitor.ts';
import http from '../../src/monitor/probes/http.ts';
import tls from '../../src/monitor/probes/tls.ts';
import { silentDns } from '../../src/outside/fake/outside.ts';
import { createOutside } from '../../src/outside/real/outside.ts';
import type { RealOutside } from '../../src/outside/real/outside.ts';
import { certificateMaker, hasOpenssl } from './certificates.ts';
import type { Issued } from './certificates.ts';
import { probeOnce, said, traceparent } from './monitor-probing.ts';
import { monitorOf } from './monitor-simulation.ts';

const dayMs = 86_400_000;

describe.skipIf(!hasOpenssl)('certificates as the watch sees them (openssl makes them)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-watch-'));
  let leaf: Issued;
  let outside: RealOutside;
  let server: ReturnType<typeof createServer>;
  beforeAll(async () => {
    const make = certificateMaker(folder);
    const root = make.root('Watch root');
    leaf = make.issue('localhost', root, { altNames: 'DNS:localhost,IP:127.0.0.1', days: 30 });
    server = createServer({ key: leaf.key, cert: leaf.cert }, (_request, response) => response.end('ok'));
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    outside = createOutside({ dns: () => silentDns, extraCa: [root.cert], isPrivateNetworkAllowed: true });
  });
  afterAll(async () => {
    await outside[Symbol.asyncDispose]();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });

  test.each([
    [1, 'up'],
    [20, 'up'],
    [
      24,
      /^degraded tls tls-expiring: The certificate ends in 5 days, on [\d-]+, with \d+ % of its life left and no renewal seen$/,
    ],
    [
      28.5,
      /^down tls tls-expiring: The certificate ends in \d+ hours, on [\d-]+, with \d+ % of its life left and no renewal seen$/,
    ],
  ])('a certificate of 30 days on day %d', async (day, expected) => {
    const sample = await probeOnce(
      tls,
      { target: '192.0.2.1' },
      { clock: { now: Date.now() + day * dayMs }, tls: { '*': { chain: [leaf.der] } } },
    );
    expect(said(sample)).toMatch(expected);
  });

  const look = (isResumptionAllowed: boolean): Promise<Sample> =>
    http.run({
      monitor: monitorOf({ target: `https://127.0.0.1:${(server.address() as AddressInfo).port}/` }),
      region: 'eu',
      outside,
      manifest: {} as Manifest,
      signal: new AbortController().signal,
      traceparent,
      isResumptionAllowed,
    });

  test('a session is resumed only where that is allowed, and the sample says which it was', async () => {
    const seen = [await look(false), await look(true), await look(true), await look(false)];
    expect(seen.map(({ outcome, isResumed }) => `${outcome} ${isResumed}`)).toEqual([
      'up false',
      'up true',
      'up true',
      'up false',
    ]);
    // Never over the connection of an earlier look: every phase was really gone through.
    expect(seen.every(({ phases }) => (phases.connectMs ?? 0) > 0 && (phases.tlsMs ?? 0) > 0)).toBe(true);
    // The last socket waits a moment for the server's session tickets.
    await expect.poll(() => outside.open()).toEqual({ sockets: 0, timers: 0 });
  });
});
