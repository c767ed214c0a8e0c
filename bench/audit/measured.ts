import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { RunLine } from './audit-process.ts';

const runs = 4;
/** A world nobody answers in is judged fast. */
const leastPassed = 90;

export interface Measured {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly coldMs: number;
  readonly memoryMegabytes: number;
}

/** Ten hosts of the demo internet, audited from a process of its own. The first run of a process loads and compiles; the best of the others is what the machine can do. */
export async function measured(how: {
  readonly themes: string;
  readonly latency?: number;
  readonly dead?: string;
}): Promise<Measured> {
  await using world = child('world-process.ts', [String(how.latency ?? 0), how.dead ?? '']);
  const worldLine = await world.nextLine();
  await using audit = child('audit-process.ts', [how.themes, String(runs)]);
  audit.write(worldLine);
  const lines: RunLine[] = [];
  for (let run = 0; run < runs; run += 1) lines.push(JSON.parse(await audit.nextLine()) as RunLine);
  const [cold, ...warm] = lines;
  if (cold === undefined || lines.some(({ passed }) => passed < leastPassed))
    throw new Error(`fewer than ${leastPassed} judgements passed: nothing was measured`);
  const best = warm.reduce((a, b) => (b.wallMs < a.wallMs ? b : a));
  return {
    wallMs: best.wallMs,
    cpuMs: best.cpuMs,
    coldMs: cold.wallMs,
    memoryMegabytes: cold.memoryMegabytes,
  };
}

interface Child extends AsyncDisposable {
  readonly nextLine: () => Promise<string>;
  readonly write: (text: string) => void;
}

function child(file: string, args: readonly string[]): Child {
  const path = new URL(`./${file}`, import.meta.url).pathname;
  const started: ChildProcessByStdio<Writable, Readable, null> = spawn(process.execPath, [path, ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = new Promise((resolve) => started.once('exit', resolve));
  const lines = createInterface({ input: started.stdout })[Symbol.asyncIterator]();
  return {
    nextLine: async () => {
      const next = await lines.next();
      if (next.done === true) throw new Error(`${file} ended too soon`);
      return next.value;
    },
    write: (text) => void started.stdin.write(`${text}\n`),
    [Symbol.asyncDispose]: async () => {
      started.stdin.end();
      await exited;
    },
  };
}
