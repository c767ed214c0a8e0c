import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import type { WorldLine } from './audit/world-process.ts';
import type { BenchLine } from './run.ts';
import { buildProgram } from './watch/built-program.ts';

// HAND-1: the pack without PDF, by the program as it is installed; from a fresh look and from saved facts. The demo internet has a
// process of its own.
const limitMs = 5000;
const runs = 4;
const root = join(import.meta.dirname, '..');

export async function bench(): Promise<readonly BenchLine[]> {
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-handover-'));
  const world = spawn(process.execPath, [join(root, 'bench', 'audit', 'world-process.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = new Promise((resolve) => world.once('exit', resolve));
  const program = buildProgram();
  try {
    const [line = ''] = await firstLine(world.stdout);
    // Guarantee: the process prints exactly this.
    const demo = prepared(folder, JSON.parse(line) as WorldLine);
    return await measuredIn(demo, program.main);
  } finally {
    world.stdin.end();
    await exited;
    program.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Place {
  /** With the shop's `launch.yaml`, and with the sample project's code and manifest. */
  readonly shop: string;
  readonly sample: string;
  readonly network: readonly string[];
}

async function measuredIn({ shop, sample, network }: Place, program: string): Promise<readonly BenchLine[]> {
  const run = runner(program);
  const best = bestOf(run);
  const save = await run(shop, ['audit', '--quiet', '--save', 'facts.json', ...network]);
  if (save.exitCode > 1) throw new Error(save.stderr);
  // The floor: the program starts, and reads and judges the same saved facts without making anything of them.
  const floor = await best(shop, ['audit', '--from', 'facts.json', '--json']);
  const saved = await best(shop, ['handover', '--from', 'facts.json']);
  const audit = await best(shop, ['audit', '--quiet', ...network]);
  const fresh = await best(shop, ['handover', '--quiet', ...network]);
  const project = await best(sample, ['handover', '--quiet', ...network]);
  return [
    of('handover-saved-facts-ms', saved.wallMs, ['reading-and-judging-them', floor.wallMs]),
    of('handover-saved-facts-cpu-ms', saved.cpuMs, ['reading-and-judging-them', floor.cpuMs]),
    of('handover-saved-facts-ms', saved.wallMs, [`limit-${limitMs}`, limitMs]),
    of('handover-demo-shop-ms', fresh.wallMs, ['audit-alone', audit.wallMs]),
    of('handover-demo-shop-cpu-ms', fresh.cpuMs, ['audit-alone', audit.cpuMs]),
    of('handover-demo-shop-ms', fresh.wallMs, [`limit-${limitMs}`, limitMs]),
    of('handover-sample-project-ms', project.wallMs, [`limit-${limitMs}`, limitMs]),
    of('handover-sample-project-cpu-ms', project.cpuMs, ['demo-shop', fresh.cpuMs]),
  ];
}

const of = (name: string, ms: number, [peer, by]: readonly [string, number]): BenchLine => ({
  name,
  figure: ms.toFixed(0),
  peer,
  ratio: (ms / by).toFixed(2),
});

function prepared(folder: string, world: WorldLine): Place {
  const at = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const network = [
    '--hints',
    at('root.hints', world.rootHints),
    '--ca',
    at('root.pem', world.caPem),
    ...world.maps.flatMap((map) => ['--map', map]),
  ];
  const [shop, sample] = [join(folder, 'shop'), join(folder, 'sample')];
  cpSync(join(root, 'test', 'sample-shop'), sample, { recursive: true });
  cpSync(join(root, 'test', 'sample-shop', 'migrations'), join(shop, 'migrations'), { recursive: true });
  writeFileSync(join(shop, 'launch.yaml'), world.manifestText);
  const manifest = readFileSync(join(sample, 'launch.yaml'), 'utf8');
  writeFileSync(join(sample, 'launch.yaml'), manifest.replaceAll('sample-shop.example', world.domain));
  return { shop, sample, network };
}

interface Run {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly exitCode: number;
  readonly stderr: string;
}

/** The best of some runs: what the machine can do, not what else it does. Exit 1 is an answer: questions are open. */
const bestOf =
  (run: Runner) =>
  async (cwd: string, args: readonly string[]): Promise<Run> => {
    const all: Run[] = [];
    for (let at = 0; at < runs; at += 1) all.push(await run(cwd, args));
    const failed = all.find(({ exitCode }) => exitCode > 1);
    if (failed !== undefined) throw new Error(`${args[0]}: exit ${failed.exitCode}: ${failed.stderr}`);
    return {
      wallMs: Math.min(...all.map(({ wallMs }) => wallMs)),
      cpuMs: Math.min(...all.map(({ cpuMs }) => cpuMs)),
      exitCode: 0,
      stderr: '',
    };
  };

/** The child tells its own CPU time as it leaves. */
const telling = `data:text/javascript,process.on('exit', () => {
  const { user, system } = process.cpuUsage(); process.stderr.write('\\ncpu ' + Math.round((user + system) / 1000)); })`;

type Runner = (cwd: string, args: readonly string[]) => Promise<Run>;

const runner =
  (program: string): Runner =>
  async (cwd, args) => {
    const started = performance.now();
    const child = spawn(process.execPath, ['--import', telling, program, ...args], {
      cwd,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const exitCode = await new Promise<number>((resolve) =>
      child.once('close', (code) => resolve(code ?? 70)),
    );
    const wallMs = performance.now() - started;
    return { wallMs, cpuMs: Number(/\ncpu (\d+)$/.exec(stderr)?.[1] ?? Number.NaN), exitCode, stderr };
  };

async function firstLine(stream: NodeJS.ReadableStream): Promise<readonly string[]> {
  for await (const line of createInterface({ input: stream })) return [line];
  throw new Error('the demo internet did not start');
}
