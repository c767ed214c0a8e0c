import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readCode } from '../src/collectors/env/code.ts';
import { openRealOutside } from '../src/cli/real-outside.ts';
import { inventoryOf } from '../src/protocols/env/inventory.ts';
import type { BenchLine } from './run.ts';

const fileCount = 10_000;
const limitSeconds = 5;

/** A repository as they are: most files read nothing, one in twenty reads a variable, in five languages. */
function writeRepository(folder: string): number {
  const body = Array.from(
    { length: 60 },
    (_each, line) =>
      `export const part${line} = (a: number, b: number): number => a * ${line} + b; // keeps figure ${line}\n`,
  ).join('');
  let names = 0;
  for (let index = 0; index < fileCount; index += 1) {
    const hasRead = index % 20 === 0;
    if (hasRead) names += 1;
    const name = `VARIABLE_${index}`;
    const [path, text] =
      index % 10 === 3
        ? [`services/s${index % 50}/f${index}.py`, `import os\n\ndef f():\n    return 1\n`]
        : index % 10 === 7
          ? [`cmd/c${index % 50}/f${index}.go`, `package main\n\nfunc f() int { return 1 }\n`]
          : [
              `packages/p${index % 100}/src/f${index}.ts`,
              `${body}${hasRead ? `export const value = process.env.${name} ?? 'x';\n` : ''}`,
            ];
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return names;
}

/** Wall clock and processor time of a cold inventory; ripgrep looking for the same words is the floor. */
export async function bench(): Promise<readonly BenchLine[]> {
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-bench-env-'));
  try {
    const names = writeRepository(folder);
    await using outside = await openRealOutside({});
    const [started, used] = [performance.now(), process.cpuUsage()];
    const code = await readCode({ outside, folder, signal: new AbortController().signal });
    const { variables } = inventoryOf(code.uses, code.dynamic);
    const seconds = (performance.now() - started) / 1000;
    const { user, system } = process.cpuUsage(used);
    if (variables.length !== names) throw new Error(`${variables.length} of ${names} names were found`);
    const floor = grepSeconds(folder);
    const memoryMb = Math.round(process.resourceUsage().maxRSS / 1024);
    return [
      {
        name: 'env-10000-files',
        figure: `${seconds.toFixed(2)}s(cpu ${((user + system) / 1e6).toFixed(2)}s)`,
        peer: floor === null ? '-' : `ripgrep ${floor.toFixed(2)}s`,
        ratio: floor === null ? '-' : `${(seconds / floor).toFixed(1)}x`,
      },
      {
        name: 'env-limit',
        figure: `${seconds.toFixed(2)}s`,
        peer: `limit ${limitSeconds}s`,
        ratio: `${(seconds / limitSeconds).toFixed(2)}x`,
      },
      {
        name: 'env-memory',
        figure: `${memoryMb}MB`,
        peer: 'limit 300MB',
        ratio: `${(memoryMb / 300).toFixed(2)}x`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function grepSeconds(folder: string): number | null {
  try {
    const started = performance.now();
    execFileSync('rg', ['--no-ignore', '-c', 'process\\.env|os\\.environ|os\\.Getenv', folder], {
      stdio: 'ignore',
    });
    return (performance.now() - started) / 1000;
  } catch {
    return null;
  }
}
