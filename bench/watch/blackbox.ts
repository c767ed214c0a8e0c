import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { cpuSeconds } from './process-figures.ts';

export interface PeerRates {
  readonly https: number;
  readonly http: number;
}

/** prometheus-blackbox-exporter on one Go thread, probes per CPU-second; null when it is not installed. */
export async function blackboxRates(
  folder: string,
  target: { readonly rootPath: string; readonly https: number; readonly http: number },
): Promise<PeerRates | null> {
  const config = join(folder, 'blackbox.yml');
  const tls = `tls_config: { ca_file: ${target.rootPath}, server_name: shop.example }`;
  writeFileSync(config, `modules:\n  web:\n    prober: http\n    timeout: 6s\n    http: { ${tls} }\n`);
  const port = await freePort();
  const child = spawn(
    'prometheus-blackbox-exporter',
    [`--config.file=${config}`, `--web.listen-address=127.0.0.1:${port}`, '--log.level=error'],
    { env: { PATH: process.env['PATH'] ?? '', GOMAXPROCS: '1' }, stdio: 'ignore' },
  );
  const ended = new Promise<'ended'>((resolve) =>
    child.on('error', () => resolve('ended')).on('exit', () => resolve('ended')),
  );
  try {
    if ((await Promise.race([ended, isUp(port)])) !== true || child.pid === undefined) return null;
    const probe = (url: string): string =>
      `http://127.0.0.1:${port}/probe?module=web&target=${encodeURIComponent(url)}`;
    const { pid } = child;
    return {
      https: await ratePerCpu(pid, probe(`https://127.0.0.1:${target.https}/`), 5),
      http: await ratePerCpu(pid, probe(`http://127.0.0.1:${target.http}/`), 4),
    };
  } finally {
    child.kill();
    await ended;
  }
}

async function ratePerCpu(pid: number, url: string, seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const first = await ask(url, agent);
  if (!first.includes('probe_success 1'))
    throw new Error(`The peer's own probe fails:\n${first.slice(-500)}`);
  const before = cpuSeconds(pid);
  const untilMs = performance.now() + seconds * 1000;
  let count = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() < untilMs) {
      await ask(url, agent);
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: 16 }, lane));
  agent.destroy();
  return count / (cpuSeconds(pid) - before);
}

const ask = (url: string, agent: Agent): Promise<string> =>
  new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve(text));
    }).on('error', reject);
  });

async function isUp(port: number): Promise<boolean> {
  for (let turn = 0; turn < 50; turn += 1) {
    const answer = await ask(`http://127.0.0.1:${port}/`, new Agent()).catch(() => null);
    if (answer !== null) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
