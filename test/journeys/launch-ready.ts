import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reportSchema, type Report } from '../../src/model/report.ts';
import { runHere } from './run-here.ts';
import { createWorld, type World, type WorldOptions } from '../../src/world/world.ts';

export interface Ended {
  /** null: ended by a signal it did not handle. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly ended: Promise<Ended>;
  readonly pid: number;
  readonly interrupt: () => void;
  /** Settles as soon as standard error holds this text. */
  readonly said: (text: string) => Promise<void>;
}

const root = join(import.meta.dirname, '..', '..');
const program = join(root, 'src', 'cli', 'main.ts');
/** Many short runs of one program: its compiled form is kept between them. */
export const compiled = { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'journeys') };

/** Starts `launch-ready ...` in a folder, not on a terminal, with the Node that runs the test. */
export function start(
  args: readonly string[],
  where: { readonly folder: string; readonly env?: Readonly<Record<string, string>> },
): Running {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [program, ...args], {
    cwd: where.folder,
    env: { PATH, ...compiled, ...where.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const waiting = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    for (const each of waiting) each();
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
  return {
    ended,
    pid: child.pid ?? 0,
    interrupt: () => void child.kill('SIGINT'),
    said: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => void (stderr.includes(text) && resolve());
        waiting.add(look);
        look();
        void ended.then(() => reject(new Error(`ended without saying "${text}": ${stderr}`)));
      }),
  };
}

/** A folder of its own and, if asked, the demo internet with its hints, certificate and maps written there. */
export interface Desk extends AsyncDisposable {
  readonly folder: string;
  readonly file: (name: string, text: string) => string;
  /** In this process. */
  readonly run: (...args: readonly string[]) => Promise<Ended>;
  /** As the shell starts it. */
  readonly spawn: (...args: readonly string[]) => Promise<Ended>;
}

export interface ShopDesk extends Desk {
  readonly world: World;
  /** `--hints`, `--ca`, `--map`: what leads the program into this world. */
  readonly network: readonly string[];
  /** An audit of the shop as JSON. */
  readonly report: (...args: readonly string[]) => Promise<Report>;
}

export function desk(env: Readonly<Record<string, string>> = {}): Desk {
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-journey-'));
  return {
    folder,
    file: (name, text) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    },
    run: (...args) => runHere(args, { folder, env }),
    spawn: (...args) => start(args, { folder, env }).ended,
    [Symbol.asyncDispose]: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

export async function shopDesk(options: WorldOptions = {}): Promise<ShopDesk> {
  const world = await createWorld(options);
  const own = desk();
  const files = {
    hints: own.file('root.hints', world.rootHints),
    ca: own.file('root.pem', world.caPem),
  };
  const network = world.cliArguments(files);
  return {
    ...own,
    world,
    network,
    report: async (...args) => {
      const ended = await own.run('audit', world.domain, ...args, '--json', '--quiet', ...network);
      return parseReport(ended);
    },
    [Symbol.asyncDispose]: async () => {
      await world.close();
      await own[Symbol.asyncDispose]();
    },
  };
}

/** The report a run printed; throws with what it said instead. */
export function parseReport({ stdout, stderr, exitCode }: Ended): Report {
  const value: unknown = stdout.startsWith('{') ? JSON.parse(stdout) : null;
  if (isReport(value)) return value;
  throw new Error(`no report, exit ${exitCode}: ${stdout.slice(0, 500)}\n${stderr.slice(0, 2000)}`);
}

const isReport = (value: unknown): value is Report =>
  typeof value === 'object' && value !== null && 'schema' in value && value.schema === reportSchema;

/** What no user may ever see: a stack, or the words of a bug. */
export const looksLikeCrash = ({ stdout, stderr }: Ended): boolean =>
  /\n\s+at [^\n]+:\d+|This is a bug in launch-ready|\[object Object\]/u.test(`${stdout}\n${stderr}`);
