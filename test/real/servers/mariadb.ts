import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';

const program = '/usr/sbin/mariadbd';
const scripts = '/usr/share/mysql';

/** Why tests against MariaDB cannot run here; null when they can. Show it in the name of the skipped suite. */
export const mariadbMissing: string | null = existsSync(program)
  ? null
  : 'mariadb-server-core is not installed';

export interface MariadbServer {
  /** The address of a database as the administrator, who needs no password on loopback. */
  readonly url: (database: string) => string;
  readonly port: number;
  /** Statements of the administrator, one after the other. */
  readonly run: (sql: readonly string[], database?: string) => Promise<void>;
  /** Ends the server and removes its folder. */
  readonly stop: () => Promise<void>;
}

/** MariaDB of Debian on a free port of 127.0.0.1 in a temporary folder, never as root; `settings` are further `name=value` options. */
export async function startMariadb(settings: readonly string[] = []): Promise<MariadbServer> {
  const owner = serverUser();
  const folder = await mkdtemp(join(tmpdir(), 'launch-ready-mariadb-'));
  const data = join(folder, 'data');
  await mkdir(data);
  for (const path of [folder, data]) await chown(path, owner.uid, owner.gid);
  const common = [
    '--no-defaults',
    `--datadir=${data}`,
    `--socket=${folder}/socket`,
    `--pid-file=${folder}/pid`,
  ];
  initialise([...common, '--bootstrap', '--skip-networking', '--innodb-flush-log-at-trx-commit=0'], owner);
  const port = await freePort();
  const own = [
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    '--innodb-log-file-size=8M',
    '--skip-name-resolve',
    '--innodb-flush-method=nosync',
  ];
  const server = spawn(program, [...common, ...own, ...settings.map((each) => `--${each}`)], {
    ...owner,
    cwd: '/',
    stdio: 'ignore',
  });
  const endWithUs = (): void => void server.kill('SIGKILL');
  process.once('exit', endWithUs);
  server.once('exit', () => process.off('exit', endWithUs));
  const where = { host: '127.0.0.1', port, user: 'root' };
  await answering(server, where);
  return {
    url: (database) => `mysql://root@127.0.0.1:${port}/${database}`,
    port,
    run: async (sql, database) => {
      const connection = await createConnection({
        ...where,
        ...(database === undefined ? {} : { database }),
      });
      for (const each of sql) await connection.query(each);
      await connection.end();
    },
    stop: async () => {
      await end(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

function serverUser(): Owner {
  const uid = process.getuid?.() ?? 0;
  if (uid !== 0) return { uid, gid: process.getgid?.() ?? 0 };
  const idOf = (flag: string): number =>
    Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout);
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** The tables of the server itself, as its installer makes them: a statement a line, through the standard input. */
function initialise(options: readonly string[], owner: Owner): void {
  const parts = ['mysql_system_tables.sql', 'mysql_performance_tables.sql', 'mysql_system_tables_data.sql'];
  const sql = parts.map((file) => readFileSync(join(scripts, file), 'utf8')).join('\n');
  const made = spawnSync(program, options, {
    ...owner,
    cwd: '/',
    encoding: 'utf8',
    input: `create database mysql;\nuse mysql;\n${sql}`,
  });
  if (made.status !== 0) throw new Error(`MariaDB cannot be set up: ${made.stderr.slice(-400)}`);
}

async function answering(
  server: ChildProcess,
  where: { host: string; port: number; user: string },
): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await (await createConnection(where)).end();
      return;
    } catch (error) {
      if (server.exitCode !== null || attempt === 600) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = new Promise((resolve) => server.once('exit', resolve));
  server.kill('SIGKILL');
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
