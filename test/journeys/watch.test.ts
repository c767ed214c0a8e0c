import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { start } from './launch-ready.ts';
import type { Ended } from './launch-ready.ts';
import { becomeOwner, startServe } from '../real/server-process.ts';
import type { ServerProcess, Session } from '../real/server-process.ts';

// MON-1, MON-2, MON-9, MON-10: as a user types it.
const folder = mkdtempSync(join(tmpdir(), 'launch-ready-watch-journey-'));
const told: string[] = [];
let receiver: ReturnType<typeof createServer>;
let server: ServerProcess;
let owner: Session;
let hook = '';

beforeAll(async () => {
  receiver = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => void told.push(chunk.toString()));
    request.on('end', () => response.end('thanks'));
  });
  await new Promise<void>((resolve) => void receiver.listen(0, '127.0.0.1', resolve));
  const { port } = receiver.address() as AddressInfo;
  hook = `http://127.0.0.1:${port}/hook`;
  writeFileSync(join(folder, 'launch.yaml'), manifest);
});
afterAll(async () => {
  await server?.kill();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

const type = (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> =>
  start(args, { folder, env: { HOOK: hook, ...env } }).ended;

describe('from a manifest to a watched product', () => {
  test('the plan is shown, applied, and empty the second time', async () => {
    const plan = await type(['watch', 'plan']);
    expect(plan.stdout).toMatch(/^\d+ to add, 0 to change, 0 to remove, 0 as they should be\n\+ /);
    expect(plan.stdout).toContain('Apply: launch-ready watch apply');
    expect((await type(['watch', 'apply'])).stdout).toMatch(/^Done: \d+ added/);
    expect((await type(['watch', 'plan'])).stdout).toMatch(
      /^0 to add, 0 to change, 0 to remove, \d+ as they should be\n$/,
    );
  }, 60_000);

  test('a test alert is sent and its proof printed', async () => {
    const { stdout, exitCode } = await type(['alerts', 'test']);
    expect([stdout, exitCode]).toEqual(['● ops: delivered, 200 thanks\n', 0]);
    expect(told.join('')).toContain('Test alert, asked for by launch-ready alerts test');
    const wrong = await type(['alerts', 'test', 'opps']);
    expect([wrong.exitCode, wrong.stderr]).toEqual([2, expect.stringContaining('Did you mean ops?')]);
  }, 60_000);

  test('a release is marked and a copy made, with the server not running', async () => {
    expect((await type(['mark', '1.4.2', '--by', 'ci'])).stdout).toBe(
      'Marked 1.4.2 in production; what follows is compared with before.\n',
    );
    expect((await type(['backup', 'copy.db'])).stdout).toMatch(
      /^Copied \d+\.\d MB to copy\.db and checked the copy\./,
    );
    expect((await type(['backup', 'copy.db'])).exitCode).toBe(2);
  }, 60_000);

  test('serve takes it all up, and takes orders from the command line with a token', async () => {
    server = await startServe(['--always-connected'], { cwd: folder, env: { HOOK: hook } });
    owner = await becomeOwner(server);
    expect((await owner.get('/api/monitors')).counts.total).toBeGreaterThan(3);
    expect((await owner.get('/api/deploys'))[0].marker).toMatchObject({ version: '1.4.2', by: 'ci' });
    const { secret } = await owner.send('POST', '/api/settings/tokens', {
      name: 'ci',
      kind: 'token',
      role: 'editor',
    });
    const env = { LAUNCH_READY_TOKEN: secret };
    const marked = await type(['mark', '1.4.3', '--server', server.url], env);
    expect([marked.exitCode, marked.stdout]).toEqual([0, expect.stringContaining('Marked 1.4.3')]);
    const drill = await type(['alerts', 'test', '--server', server.url], env);
    expect([drill.stdout, drill.exitCode]).toEqual(['● ops: delivered, 200 thanks\n', 0]);
    const plan = await type(['watch', 'plan', '--server', server.url, '--json'], env);
    expect(JSON.parse(plan.stdout)).toMatchObject({
      schema: 'launch-ready/watch-plan@1',
      add: [],
      change: [],
      remove: [],
    });
    const refused = await type(['mark', '1', '--server', server.url], { LAUNCH_READY_TOKEN: 'lr_token_no' });
    expect([refused.exitCode, refused.stderr]).toEqual([
      2,
      expect.stringContaining('answers 401: You are not signed in.'),
    ]);
  }, 120_000);

  test('it ends cleanly, and what went to its log is JSON without a secret', async () => {
    expect(await server.stop()).toBe(0);
    const events = server.lines.map((line) => JSON.parse(line).event);
    expect(events.slice(-2)).toEqual(['stopping', 'stopped']);
    expect(server.lines.join('')).not.toMatch(/lr_(?:token|session|invite)_\w{20}/);
  }, 60_000);
});

const manifest = `version: 1
profile: ecommerce
product:
  name: Harbor
  domain: harbor.example
privateNetwork: true
hosts:
  - name: harbor.example
    role: apex
  - name: www.harbor.example
    role: www
alerts:
  - id: ops
    channel: chat
    to: env:HOOK
    severities: [critical, warning]
`;
