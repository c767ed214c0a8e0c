import { spawn, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What a program of the field said about the same target. CPU is its own, user and system. */
export interface PeerRun {
  readonly requests: number;
  readonly cpuMs: number;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

const isInstalled = (program: string): boolean => spawnSync('which', [program]).status === 0;

/** `wrk`: closed loop, one thread. Null where it is not installed. */
export async function askWrk(url: string, seconds: number, connections: number): Promise<PeerRun | null> {
  if (!isInstalled('wrk')) return null;
  const { text, cpuMs } = await timed('wrk', ['-t1', `-c${connections}`, `-d${seconds}s`, '--latency', url]);
  const at = (share: string): number | null =>
    milliseconds(new RegExp(`${share}%\\s+(\\S+)`).exec(text)?.[1]);
  const requests = Number(/(\d+) requests in/.exec(text)?.[1] ?? 0);
  return { requests, cpuMs, p50: at('50'), p95: null, p99: at('99') };
}

/** `hey`: closed loop; `rate` 0 is as fast as it can. */
export async function askHey(
  url: string,
  seconds: number,
  how: { readonly connections: number; readonly rate: number },
): Promise<PeerRun | null> {
  if (!isInstalled('hey')) return null;
  const rate = how.rate === 0 ? [] : ['-q', String(how.rate / how.connections)];
  const args = ['-z', `${seconds}s`, '-c', String(how.connections), '-cpus', '1', ...rate, url];
  const { text, cpuMs } = await timed('hey', args);
  const at = (share: string): number | null => {
    const found = new RegExp(`${share}% in ([\\d.]+) secs`).exec(text)?.[1];
    return found === undefined ? null : Number(found) * 1000;
  };
  const requests = [...text.matchAll(/\[\d+\]\s+(\d+) responses/g)].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  );
  return { requests, cpuMs, p50: at('50'), p95: at('95'), p99: at('99') };
}

/** `autocannon`: closed loop, no workers: one core. */
export async function askAutocannon(
  url: string,
  seconds: number,
  connections: number,
): Promise<PeerRun | null> {
  const program = autocannonPath();
  if (program === null) return null;
  const args = [program, '-c', String(connections), '-d', String(seconds), '--json', '--no-progress', url];
  const { text, cpuMs } = await timed(process.execPath, args);
  const told = JSON.parse(text.slice(text.indexOf('{'))) as {
    readonly requests: { readonly total: number };
    readonly latency: { readonly p50: number; readonly p97_5: number; readonly p99: number };
  };
  return { requests: told.requests.total, cpuMs, p50: told.latency.p50, p95: null, p99: told.latency.p99 };
}

function autocannonPath(): string | null {
  try {
    const require = createRequire(import.meta.url);
    return join(require.resolve('autocannon/package.json'), '..', 'autocannon.js');
  } catch {
    return null;
  }
}

/** Runs it under the shell's `times`, which tells the CPU of children. */
async function timed(
  program: string,
  args: readonly string[],
): Promise<{ readonly text: string; readonly cpuMs: number }> {
  const child = spawn('bash', ['-c', '"$@"; times >&2', 'bash', program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  let told = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (told += chunk));
  await new Promise((resolve) => child.once('close', resolve));
  const last = told.trim().split('\n').at(-1) ?? '';
  const cpuMs = [...last.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
    (sum, [, minutes, seconds]) => sum + (Number(minutes) * 60 + Number(seconds)) * 1000,
    0,
  );
  return { text, cpuMs };
}

function milliseconds(text: string | undefined): number | null {
  const match = /^([\d.]+)(us|ms|s|m)$/.exec(text ?? '');
  if (match === null) return null;
  const factor = { us: 0.001, ms: 1, s: 1000, m: 60_000 }[match[2] as 'us' | 'ms' | 's' | 'm'];
  return Number(match[1]) * factor;
}
