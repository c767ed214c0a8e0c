import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json } from '../../src/model/json.ts';
import { monitorInput } from '../conformance/server-lab.ts';
import { canMakeNetworks, openNetwork } from './server-network.ts';
import type { Network } from './server-network.ts';
import { becomeOwner, startCommand, startServe } from './server-process.ts';
import type { ServerProcess, Session } from './server-process.ts';
import { until } from './until.ts';

const reason = canMakeNetworks();
if (reason !== null) process.stdout.write(`skipped: two regions in network namespaces, because ${reason}\n`);

// MON-1, MON-10: two regions, each in a network namespace of its own.
describe.skipIf(reason !== null)('two regions: one cut off gives no alarm, both give one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-regions-'));
  let network: Network;
  let site: ChildProcess;
  let server: ServerProcess;
  let probe: Awaited<ReturnType<typeof startCommand>>;
  let owner: Session;

  beforeAll(async () => {
    network = openNetwork();
    site = await startSite(network);
    const args = [
      '--host',
      network.addressOf('home'),
      '--data',
      join(folder, 'data'),
      '--always-connected',
      '--allow-private',
    ];
    server = await startServe(args, { cwd: folder, command: network.within('home') });
    owner = await becomeOwner(server);
    const { secret } = await owner.send('POST', '/api/settings/tokens', { name: 'away', kind: 'probe' });
    probe = await startCommand(
      ['probe', '--json', '--join', server.url, '--always-connected', '--allow-private'],
      {
        cwd: folder,
        command: network.within('away'),
        env: { LAUNCH_READY_PROBE_TOKEN: secret },
      },
    );
    await owner.send('POST', '/api/monitors', monitor(`http://${network.addressOf('site')}:8080/`));
    await until(async () => (await regions()).filter((region) => region === 'up').length === 2);
  }, 120_000);

  afterAll(async () => {
    await probe?.stop();
    await server?.stop();
    site?.kill('SIGKILL');
    network?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const detail = () => owner.get('/api/monitors/site');
  const regions = async (): Promise<readonly string[]> =>
    (await detail()).regions.map(({ state }: { state: string }) => state);
  const incidents = async (): Promise<readonly unknown[]> => (await owner.get('/api/incidents')).rows;

  test('one region cannot reach the site: no alarm, and it is named', async () => {
    network.block('away', 'site');
    await until(async () => (await detail()).row.minority !== null);
    expect((await detail()).row.minority).toBe('away sees it down, home does not');
    expect(await incidents()).toEqual([]);
    expect((await detail()).row.state).toBe('up');
    network.unblock('away', 'site');
    await until(async () => (await detail()).row.minority === null);
  }, 120_000);

  test('one region is off the network: no alarm, what it saw is delivered later', async () => {
    network.unplug('away');
    const offAt = Date.now();
    await until(async () => probe.lines.some((line) => line.includes('cannot be reached')));
    // Home has looked since, more than once: the other one is not missed.
    await until(async () => (await detail()).row.lastAt > offAt + 5_000);
    expect(await incidents()).toEqual([]);
    network.plug('away');
    await until(async () => probe.lines.some((line) => line.includes('is reached again')));
    const last = probe.lines.findLast((line) => line.includes('is reached again')) ?? '';
    process.stdout.write(`regions: ${JSON.parse(last).sentence}\n`);
    await until(async () => (await detail()).row.minority === null);
    expect(await incidents()).toEqual([]);
  }, 120_000);

  test('no region reaches it: one alarm', async () => {
    network.block('away', 'site');
    network.block('home', 'site');
    await until(async () => (await incidents()).length > 0);
    await until(async () => (await regions()).every((region) => region === 'down'));
    expect(await incidents()).toMatchObject([{ monitor: 'site', status: 'open' }]);
  }, 120_000);
});

const monitor = (target: string): Json =>
  monitorInput({
    id: 'site',
    title: 'Site',
    target,
    intervalSeconds: 5,
    timeoutMs: 1_000,
    failuresBeforeAlert: 1,
    goodBeforeRecovery: 1,
  });

async function startSite(network: Network): Promise<ChildProcess> {
  const script = fileURLToPath(new URL('server-site.ts', import.meta.url));
  const [program = '', ...before] = network.within('site');
  const child = spawn(program, [...before, '--no-warnings', script, network.addressOf('site'), '8080'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout !== null) await once(child.stdout, 'data');
  return child;
}
