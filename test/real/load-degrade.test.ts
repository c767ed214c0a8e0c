import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer, request as askTls } from 'node:https';
import { connect, createServer as createTcpServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import type { LoadRelay } from '../../src/model/outside-load.ts';
import { start } from '../journeys/launch-ready.ts';

const open: { close: () => Promise<void> }[] = [];
afterAll(async () => {
  for (const each of open) await each.close();
});

async function served(listener: RequestListener, server: Server = createServer(listener)): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push({
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
  return (server.address() as AddressInfo).port;
}

/** PERF-5: the shop asks a payment provider whose address is a variable, as products do. */
describe('a slow payment provider', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-degrade-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let provider = 0;
  let shop = 0;
  const relayPort = 20_000 + (process.pid % 20_000);

  beforeAll(async () => {
    provider = await served((_request, response) => response.end('paid'));
    const pay = (limitMs: number): Promise<boolean> =>
      new Promise((resolve) => {
        const asked = request(
          { port: relayPort, host: '127.0.0.1', timeout: limitMs, agent: false },
          (answer) => {
            answer.resume().once('end', () => resolve(true));
          },
        );
        asked
          .once('timeout', () => asked.destroy())
          .once('error', () => resolve(false))
          .end();
      });
    shop = await served(async (asked, response) => {
      const path = asked.url ?? '';
      if (path === '/waits') await pay(30_000);
      if (path === '/twice') await pay(30_000).then(() => pay(30_000));
      if (path === '/later') void pay(30_000);
      if (path === '/strict' && !(await pay(250))) response.statusCode = 502;
      if (path === '/lenient') await pay(250);
      response.end('ordered');
    });
    writeFileSync(
      join(folder, 'launch.yaml'),
      `version: 1
product: { name: Kiln, domain: kiln.example }
profile: ecommerce
routes:
${['waits', 'twice', 'later', 'strict', 'lenient', 'apart'].map((id) => `  - { id: ${id}, url: /${id} }`).join('\n')}
journeys:
  - id: checkout
    title: Checkout
    steps:
      - { request: POST /apart, name: order, expect: { status: 200 } }
      - { request: POST /waits, name: pay, expect: { status: 200 } }
`,
    );
  });

  test('who waits, who gives up, who fails, who does not care: each told, exit 1', async () => {
    const args = ['load', '--degrade', `127.0.0.1:${provider}=600ms`, '--degrade-port', String(relayPort)];
    const base = ['--base', `http://127.0.0.1:${shop}`, '--journey', 'checkout', '--json', '--quiet'];
    const routes = ['waits', 'twice', 'later', 'strict', 'lenient', 'apart'];
    const ended = await start([...args, ...routes, ...base], { folder }).ended;
    expect(ended.stderr).toContain(`listens on 127.0.0.1:${relayPort}`);
    const { acts } = JSON.parse(ended.stdout) as {
      readonly acts: readonly { readonly id: string; readonly verdict: string; readonly text: string }[];
    };
    expect(Object.fromEntries(acts.map(({ id, verdict }) => [id, verdict]))).toEqual({
      waits: 'waits',
      twice: 'waits',
      later: 'free',
      strict: 'fails',
      lenient: 'waits',
      apart: 'apart',
      'checkout/order': 'apart',
      'checkout/pay': 'waits',
    });
    const said = (id: string): string => acts.find((each) => each.id === id)?.text ?? '';
    expect(said('twice')).toContain('asked 2 times, one after the other');
    expect(said('lenient')).toContain('gives up after about');
    expect(said('strict')).toContain('502');
    expect(ended.exitCode).toBe(1);
  });

  test('the product does not ask through the relay: nothing is known, exit 3', async () => {
    const args = ['load', 'apart', '--degrade', `127.0.0.1:${provider}=200ms`, '--degrade-port', '0'];
    const ended = await start([...args, '--base', `http://127.0.0.1:${shop}`], { folder }).ended;
    expect([ended.exitCode, ended.stdout]).toEqual([3, expect.stringContaining('Nothing came through')]);
  });

  test.each([['pay.example=fast'], ['pay.example=2h']])('%s: exit 2', async (given) => {
    const ended = await start(['load', '--degrade', given, '--base', 'http://127.0.0.1:1'], { folder }).ended;
    expect([ended.exitCode, ended.stdout]).toEqual([2, '']);
    expect(ended.stderr).toContain('is not a host and a delay');
  });
});

describe('PERF-5: what the relay holds back', { timeout: 60_000 }, () => {
  async function relayed(port: number): Promise<LoadRelay & AsyncDisposable> {
    const outside = await openRealOutside({ isPrivateNetworkAllowed: true });
    const opened = await outside.load?.relay?.({ port: 0, to: { host: '127.0.0.1', port } });
    if (opened?.ok !== true) throw new Error('no relay');
    const relay = opened.value;
    return {
      port: relay.port,
      setDelay: (ms) => relay.setDelay(ms),
      questions: () => relay.questions(),
      [Symbol.asyncDispose]: async () => {
        await relay[Symbol.asyncDispose]();
        await outside[Symbol.asyncDispose]();
      },
    };
  }
  const delayMs = 300;

  test('over TLS the handshake is not held back, the answer is, once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'launch-ready-relay-'));
    const key = join(folder, 'key.pem');
    const cert = join(folder, 'cert.pem');
    const curve = [
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-subj',
      '/CN=pay.example',
    ];
    spawnSync('openssl', ['req', '-x509', ...curve, '-keyout', key, '-out', cert]);
    const server = createTlsServer(
      { key: readFileSync(key), cert: readFileSync(cert) },
      (_request, response) => response.end('x'.repeat(200_000)),
    );
    rmSync(folder, { recursive: true, force: true });
    await using relay = await relayed(await served(() => {}, server));
    relay.setDelay(delayMs);
    const startedMs = performance.now();
    let securedMs = 0;
    const bytes = await new Promise<number>((resolve, reject) => {
      const asked = askTls(
        { port: relay.port, host: '127.0.0.1', rejectUnauthorized: false, agent: false },
        (answer) => {
          let sum = 0;
          answer.on('data', (chunk: Buffer) => (sum += chunk.length)).once('end', () => resolve(sum));
        },
      );
      asked.once('socket', (socket) =>
        socket.once('secureConnect', () => (securedMs = performance.now() - startedMs)),
      );
      asked.once('error', reject).end();
    });
    const tookMs = performance.now() - startedMs;
    expect([bytes, relay.questions()]).toEqual([200_000, 1]);
    expect(tookMs - securedMs).toBeGreaterThan(delayMs * 0.9);
  });

  test('a conversation in which the server speaks first is held back once, not at each turn', async () => {
    const server = createTcpServer((socket) => {
      socket.on('error', () => undefined).write('220 hello\r\n');
      socket.on('data', (chunk) => socket.write(`250 ${chunk.toString('latin1').trim()}\r\n`));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push({ close: async () => void (await new Promise((resolve) => server.close(resolve))) });
    await using relay = await relayed((server.address() as AddressInfo).port);
    relay.setDelay(delayMs);
    const said = await new Promise<string>((resolve, reject) => {
      const client = connect(relay.port, '127.0.0.1');
      let text = '';
      client.once('error', reject).on('data', (chunk) => {
        text += chunk.toString('latin1');
        const turns = text.split('\r\n').length - 1;
        if (turns <= 3) client.write(`turn ${turns}\r\n`);
        else client.destroy();
      });
      client.once('close', () => resolve(text));
    });
    expect(said).toBe('220 hello\r\n250 turn 1\r\n250 turn 2\r\n250 turn 3\r\n');
    expect(relay.questions()).toBe(1);
  });

  test('nobody listens behind it: the connection ends, nothing hangs', async () => {
    await using relay = await relayed(1);
    await new Promise<void>((resolve) => {
      connect(relay.port, '127.0.0.1')
        .on('error', () => undefined)
        .once('close', () => resolve());
    });
    expect(relay.questions()).toBe(0);
  });
});
