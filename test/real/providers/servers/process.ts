import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export const hasProgram = (name: string): boolean => spawnSync('which', [name]).status === 0;

export const newFolder = (name: string): string => mkdtempSync(join(tmpdir(), `lr-${name}-`));

/** A loopback port free for TCP and UDP at this moment. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const server = createServer();
    const port = await new Promise<number>((resolve, reject) => {
      server.on('error', reject).listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    const isUdpFree = await new Promise<boolean>((resolve) => {
      const socket = createSocket('udp4');
      socket.on('error', () => resolve(false));
      socket.bind(port, '127.0.0.1', () => socket.close(() => resolve(true)));
    });
    await new Promise((resolve) => server.close(resolve));
    if (isUdpFree) return port;
  }
  throw new Error('no loopback port is free');
}

export interface RunningServer {
  readonly stop: () => Promise<void>;
}

/** Starts a program and waits until `isReady` says so; it is stopped by its own process id. */
export async function startServer(
  command: readonly [string, ...string[]],
  folder: string,
  isReady: () => Promise<boolean>,
): Promise<RunningServer> {
  const [program, ...args] = command;
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output = `${output}${chunk.toString()}`.slice(-4_000)));
  child.on('error', (error) => (output += String(error)));
  const stop = async (): Promise<void> => {
    await ended(child);
    rmSync(folder, { recursive: true, force: true });
  };
  for (let attempt = 0; attempt < 150; attempt += 1) {
    if (child.exitCode !== null) break;
    if (await isReady()) return { stop };
    await wait(100);
  }
  await stop();
  throw new Error(`${program} did not start: ${output}`);
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await gone;
  clearTimeout(timer);
}
