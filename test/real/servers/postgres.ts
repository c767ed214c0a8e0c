import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const programs = '/usr/lib/postgresql/15/bin';

/** Why tests against PostgreSQL cannot run here; null when they can. Show it in the name of the skipped suite. */
export const postgresMissing: string | null = existsSync(join(programs, 'postgres'))
  ? null
  : 'PostgreSQL 15 is not installed';

export interface PostgresServer {
  /** `postgres://launch@127.0.0.1:<port>/postgres`; trusted, loopback only. */
  readonly url: string;
  readonly port: number;
  /** A new empty database on the same server; returns its url. */
  readonly database: (name: string) => string;
  /** Ends the server at once, as a power cut does; data stays. */
  readonly crash: () => Promise<void>;
  /** Starts it again on the same port with the same data. */
  readonly start: () => Promise<void>;
  /** Ends the server and removes its folder. */
  readonly stop: () => Promise<void>;
}

/**
 * PostgreSQL 15 on a free port of 127.0.0.1 in a temporary folder, as the user `postgres` when started by root.
 * `isDurable: true` keeps fsync on (for figures); `settings` are further `name=value` lines.
 */
export async function startPostgres(
  options: { readonly isDurable?: boolean; readonly settings?: readonly string[] } = {},
): Promise<PostgresServer> {
  const owner = serverUser();
  const folder = await mkdtemp(join(tmpdir(), 'launch-ready-postgres-'));
  await chown(folder, owner.uid, owner.gid);
  const data = join(folder, 'data');
  initialise(data, owner);
  const port = await freePort();
  const settings = [...serverSettings(options.isDurable ?? false), ...(options.settings ?? [])];
  const command = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  let server = await launch(command, owner);
  const url = `postgres://launch@127.0.0.1:${port}/postgres`;
  return {
    url,
    port,
    database: (name) => {
      psql(port, `create database "${name}"`);
      return `postgres://launch@127.0.0.1:${port}/${name}`;
    },
    crash: () => end(server, 'SIGQUIT'),
    start: async () => {
      server = await launch(command, owner);
    },
    stop: async () => {
      await end(server, 'SIGQUIT');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** The server refuses to run as root, so root hands it to the user that Debian's package made. */
function serverUser(): Owner {
  const uid = process.getuid?.() ?? 0;
  const gid = process.getgid?.() ?? 0;
  if (uid !== 0) return { uid, gid };
  const idOf = (flag: string): number =>
    Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  return { uid: idOf('-u'), gid: idOf('-g') };
}

function initialise(data: string, owner: Owner): void {
  const made = spawnSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'launch', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'],
    { ...owner, cwd: '/', encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
}

const serverSettings = (isDurable: boolean): readonly string[] => [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=60',
  'shared_buffers=32MB',
  'max_wal_size=256MB',
  'log_min_messages=fatal',
  `fsync=${isDurable ? 'on' : 'off'}`,
];

async function launch(args: readonly string[], owner: Owner): Promise<ChildProcess> {
  const server = spawn(join(programs, 'postgres'), args, { ...owner, cwd: '/', stdio: 'ignore' });
  const endWithUs = (): void => void server.kill('SIGQUIT');
  process.once('exit', endWithUs);
  server.once('exit', () => process.off('exit', endWithUs));
  const port = Number(args[3]);
  const deadline = performance.now() + 30_000;
  while (!isAnswering(port)) {
    if (server.exitCode !== null || performance.now() > deadline) {
      server.kill('SIGQUIT');
      throw new Error(`PostgreSQL did not start on port ${port}: exit code ${server.exitCode}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return server;
}

const isAnswering = (port: number): boolean =>
  spawnSync(join(programs, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]).status === 0;

function psql(port: number, statement: string): void {
  const args = ['-X', '-q', '-h', '127.0.0.1', '-p', String(port), '-U', 'launch', '-d', 'postgres'];
  const ran = spawnSync(join(programs, 'psql'), [...args, '-c', statement], { encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(`psql failed: ${ran.stderr}`);
}

async function end(server: ChildProcess, signal: 'SIGQUIT' | 'SIGINT'): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise((resolve) => server.once('exit', resolve));
  server.kill(signal);
  await gone;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
