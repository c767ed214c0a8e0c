import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeployReport } from '../../src/model/deploy.ts';
import { start, type Ended, type Running } from '../journeys/launch-ready.ts';
import type { PostgresServer } from './servers/postgres.ts';

const root = join(import.meta.dirname, '..', '..');
const sample = join(root, 'test', 'sample-shop');

/** The sample shop in production on this machine: its own repository, releases, database, and a supervisor that runs it. */
export interface SampleShop extends AsyncDisposable {
  readonly repository: string;
  readonly home: string;
  readonly base: string;
  readonly databaseUrl: string;
  readonly env: Readonly<Record<string, string>>;
  readonly edit: (path: string, change: (text: string) => string) => void;
  /** Commits everything; returns the commit. */
  readonly commit: (message: string) => string;
  readonly start: (...args: readonly string[]) => Running;
  readonly deploy: (
    ...args: readonly string[]
  ) => Promise<{ readonly ended: Ended; readonly report: DeployReport }>;
  /** The commit that answers now. */
  readonly running: () => Promise<string>;
  readonly sql: (text: string) => string;
}

export const password = 'pw-of-the-shop-7431';

/** `prepare` changes the first release. */
export async function sampleShop(
  server: PostgresServer,
  name: string,
  prepare: (edit: SampleShop['edit']) => void = () => {},
): Promise<SampleShop> {
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-shop-'));
  const [repository, home] = [join(folder, 'repository'), join(folder, 'home')];
  cpSync(sample, repository, { recursive: true });
  for (const each of ['releases', 'uploads']) mkdirSync(join(home, each), { recursive: true });
  writeFileSync(join(home, 'uploads', 'logo.txt'), 'the logo somebody uploaded\n');
  writeFileSync(join(repository, '.gitignore'), '.launch-ready\nnode_modules\n');
  const databaseUrl = server.database(name).replace('launch@', `launch:${password}@`);
  const port = await freePort();
  const env = {
    HOME: folder,
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    PAYMENT_WEBHOOK_SECRET: 'whsec_of_the_sample_shop',
    UPLOADS: join(home, 'uploads'),
    SHOP_HOME: home,
    SHOP_MODULES: join(root, 'node_modules'),
    SHOP_NODE: process.execPath,
  };
  const all = { PATH: process.env['PATH'] ?? '', ...env };
  const run = (command: string, ...args: readonly string[]): string => {
    const done = spawnSync(command, [...args], { cwd: repository, env: all, encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`${command} ${args.join(' ')}: ${done.stderr}${done.stdout}`);
    return done.stdout.trim();
  };
  const commit = (message: string): string => {
    run('git', 'add', '-A');
    run('git', '-c', 'user.name=shop', '-c', 'user.email=shop@sample-shop.example', 'commit', '-qm', message);
    return run('git', 'rev-parse', 'HEAD');
  };
  const edit: SampleShop['edit'] = (path, change) =>
    writeFileSync(join(repository, path), change(readFileSync(join(repository, path), 'utf8')));
  prepare(edit);
  run('git', 'init', '-q', '-b', 'main');
  commit('The first release');
  run('scripts/migrate');
  run('scripts/release');
  const supervisor = await supervise(join(sample, 'src', 'supervise.ts'), home, all);
  const base = `http://127.0.0.1:${port}`;
  const running = async (): Promise<string> => {
    const response = await fetch(`${base}/version`);
    return ((await response.json()) as { readonly commit: string }).commit;
  };
  await until(running);
  return {
    repository,
    home,
    base,
    databaseUrl,
    env,
    commit,
    running,
    edit,
    start: (...args) =>
      start(args.includes('status') ? args : [...args, '--base', base], { folder: repository, env }),
    deploy: async (...args) => {
      const ended = await start([...args, '--base', base, '--json'], { folder: repository, env }).ended;
      if (!ended.stdout.startsWith('{'))
        throw new Error(`no report, exit ${ended.exitCode}: ${ended.stderr}`);
      return { ended, report: JSON.parse(ended.stdout) as DeployReport };
    },
    sql: (text) => run('psql', databaseUrl, '-Atc', text),
    [Symbol.asyncDispose]: async () => {
      await ended(supervisor);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function supervise(program: string, home: string, env: Record<string, string>): Promise<ChildProcess> {
  const child = spawn(process.execPath, [program, home], { env, stdio: 'ignore' });
  await until(async () => {
    if (!existsSync(join(home, 'supervisor.pid'))) throw new Error('not there yet');
  });
  return child;
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });

/** Asks until it answers, for at most 60 seconds. */
export async function until<T>(work: () => Promise<T>): Promise<T> {
  const end = Date.now() + 60_000;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
