import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createSocket } from 'node:dgram';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Where a server listens. */
export interface Place {
  readonly address: string;
  readonly port: number;
}

export interface RunningServer extends AsyncDisposable {
  readonly place: Place;
  readonly pid: number;
}

export interface ServerPlan {
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: ServerFolder;
  readonly place: Place;
  /** true as soon as it answers. */
  readonly isReady: (place: Place) => Promise<boolean>;
  /** For programs that change to a user of their own by themselves. Default false: whoever runs as root hands over to nobody. */
  readonly isRootKept?: boolean;
}

const readyWithinMs = 15_000;
const stoppedWithinMs = 5000;
/** `nobody` on every Debian: servers started by root drop to it; ports below 1024 need root itself. */
const nobody = 65_534;
const isRoot = process.getuid?.() === 0;

/** The program's path, or null where it is not installed. */
export function programPath(name: string): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/bin', '/sbin'];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

/** Names of those that are missing; empty: everything is there. */
export const missingPrograms = (...names: readonly string[]): readonly string[] =>
  names.filter((name) => programPath(name) === null);

export interface ServerFolder extends Disposable {
  readonly path: string;
  readonly file: (name: string, text: string) => string;
  /** Hands everything in it to the user the servers run as. */
  readonly handOver: () => void;
}

export function serverFolder(): ServerFolder {
  const path = mkdtempSync(join(tmpdir(), 'launch-ready-real-'));
  return {
    path,
    file: (name, text) => {
      writeFileSync(join(path, name), text);
      return join(path, name);
    },
    handOver: () => {
      if (!isRoot) return;
      chmodSync(path, 0o755);
      for (const name of ['.', ...readdirSync(path)]) chownSync(join(path, name), nobody, nobody);
    },
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Starts a server that stays in the foreground, waits until it answers, and stops it by its own pid. */
export async function startServer(plan: ServerPlan): Promise<RunningServer> {
  const { place, folder } = plan;
  const isDropping = isRoot && place.port >= 1024 && plan.isRootKept !== true;
  if (isDropping) folder.handOver();
  const user = isDropping ? { uid: nobody, gid: nobody } : {};
  const child = spawn(programPath(plan.command) ?? plan.command, [...plan.args], {
    cwd: folder.path,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', HOME: folder.path },
    // Such programs end their whole process group: it must be one of their own.
    detached: plan.isRootKept === true,
    ...user,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4000)));
  const exited = once(child, 'exit');
  let isOver = false;
  void exited.then(() => (isOver = true)).catch(() => (isOver = true));
  const stop = async (): Promise<void> => {
    if (!isOver) child.kill('SIGTERM');
    const late = AbortSignal.timeout(stoppedWithinMs);
    await Promise.race([exited, once(late, 'abort')]);
    if (!isOver) child.kill('SIGKILL');
    await exited;
  };
  const deadline = performance.now() + readyWithinMs;
  while (!isOver && performance.now() < deadline) {
    if (await plan.isReady(place)) return { place, pid: child.pid ?? 0, [Symbol.asyncDispose]: stop };
    await delay(25);
  }
  await stop();
  throw new Error(`${plan.command} did not answer at ${place.address}:${place.port}:\n${said}`);
}

/**
 * A port free for UDP and TCP, on a loopback address of its own or on `onlyOn`, for programs that listen on addresses of
 * interfaces only.
 */
export async function freePlace(onlyOn?: string): Promise<Place> {
  placesGiven += 1;
  const own = `127.50.${process.pid % 250}.${1 + ((Math.trunc(process.pid / 250) + placesGiven) % 250)}`;
  const address = onlyOn ?? own;
  const server = createServer().listen(0, address);
  await once(server, 'listening');
  const found = server.address();
  const port = typeof found === 'object' && found !== null ? found.port : 0;
  const socket = createSocket('udp4').bind(port, address);
  await once(socket, 'listening');
  await Promise.all([once(server.close(), 'close'), once(socket.close(), 'close')]);
  return { address, port };
}
let placesGiven = 0;

/** Starts several at once; when one does not come up the others are stopped again. */
export async function together<const T extends readonly Promise<RunningServer>[]>(
  ...starts: T
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const settled = await Promise.allSettled(starts);
  const failed = settled.find((each) => each.status === 'rejected');
  if (failed === undefined) return Promise.all(starts);
  const running = settled.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
  await Promise.all(running.map((server) => server[Symbol.asyncDispose]()));
  throw failed.reason;
}

/** Runs a program to its end and returns what it printed; throws with its words when it fails. */
export function runProgram(command: string, args: readonly string[], folder: string): string {
  const done = spawnSync(programPath(command) ?? command, [...args], { cwd: folder, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${done.stderr}${done.stdout}`);
  return done.stdout;
}
