import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { RunLine } from './audit/audit-process.ts';
import { longestChain } from './audit/chain.ts';
import { peersOfOneHost } from './audit/peers.ts';
import type { BenchLine } from './run.ts';

// AUD-6: the audit waits on the network, not on itself. Ten hosts on loopback; world and audit in processes of their own.
const latencyMs = 50;
const runs = 4;
/** How long a name server that never answers is waited for: two tries of 1.2 s. */
const dnsTimeoutMs = 2400;
/** What is looked at from outside without reading pages: the audit's own floor. */
const external = 'domain,tls,redirects';
const chain = longestChain.length;

export async function bench(): Promise<readonly BenchLine[]> {
  const healthy = await measured({ themes: external });
  const dead = await measured({ themes: external, dead: 'dead' });
  const slow = await measured({ themes: external, latency: latencyMs });
  const whole = await measured({ themes: '' });
  // Time in which the process did not compute, in round trips.
  const waited = (slow.wallMs - slow.cpuMs) / latencyMs;
  const peers = await peersOfOneHost();
  return [
    line(['audit-ten-hosts-ms', healthy.wallMs, 'limit-1000'], 1000),
    line(['audit-ten-hosts-cpu-ms', healthy.cpuMs, 'wall'], healthy.wallMs),
    line(['audit-first-run-in-a-process-ms', healthy.coldMs, 'limit-1000'], 1000),
    line(['audit-dead-server-ms', dead.wallMs, `limit-${dnsTimeoutMs}+1000`], dnsTimeoutMs + 1000),
    line([`audit-${latencyMs}ms-latency-ms`, slow.wallMs, 'wall-without'], healthy.wallMs),
    line(['audit-round-trips-waited', waited, `chain-of-${chain}`], chain),
    line(['audit-memory-peak-MB', healthy.memoryMegabytes, 'limit-200'], 200),
    line(['audit-every-theme-ms', whole.wallMs, 'external-themes'], healthy.wallMs),
    line(['audit-every-theme-memory-peak-MB', whole.memoryMegabytes, 'limit-200'], 200),
    ...peers.map(({ name, ms }) => line([`${name}-one-host-ms`, ms, 'our-ten-hosts'], healthy.wallMs)),
  ];
}

/** `[name, figure, peer]` and what the figure is divided by. */
const line = ([name, figure, peer]: readonly [string, number, string], by: number): BenchLine => ({
  name,
  figure: figure.toFixed(0),
  peer,
  ratio: (figure / by).toFixed(2),
});

interface Measured {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly coldMs: number;
  readonly memoryMegabytes: number;
}

/** The first run of a process loads and compiles; the best of the others is what the machine can do. */
async function measured(how: {
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
  if (cold === undefined || lines.some(({ passed }) => passed < 100))
    throw new Error('fewer than 100 judgements passed: nothing was measured');
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
  const path = new URL(`audit/${file}`, import.meta.url).pathname;
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
