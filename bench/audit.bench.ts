import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { audit } from '../test/faults/audit-world.ts';
import type { World } from '../src/world/world.ts';
import type { BenchLine } from './run.ts';
import type { WorldLine } from './world-process.ts';

// AUD-6: the audit waits on the network, not on itself. Ten hosts on loopback, the world in a process of its own.
const latencyMs = 50;
const runs = 3;

export async function bench(): Promise<readonly BenchLine[]> {
  const healthy = await walls('0', '');
  const dead = await walls('0', 'dead');
  const slow = await walls(String(latencyMs), '');
  const chain = (slow.best - healthy.best) / latencyMs;
  const memory = process.resourceUsage().maxRSS / 1024;
  return [
    line(['audit-ten-hosts-ms', healthy.best, 'limit-1000'], healthy.best / 1000),
    line(['audit-dead-server-ms', dead.best, 'limit-one-timeout+1000'], dead.best / 3000),
    line(
      [`audit-${latencyMs}ms-latency-ms`, slow.best, `chain-${chain.toFixed(1)}-round-trips`],
      slow.best / (chain * latencyMs),
    ),
    line(['audit-memory-peak-MB', memory, 'limit-200'], memory / 200),
  ];
}

/** `[name, figure, peer]` and the ratio to the limit. */
const line = ([name, figure, peer]: readonly [string, number, string], ratio: number): BenchLine => ({
  name,
  figure: figure.toFixed(0),
  peer,
  ratio: ratio.toFixed(2),
});

/** The first run loads and compiles; the best of the others is what the machine can do. */
async function walls(latency: string, dead: string): Promise<{ readonly best: number }> {
  await using child = await startWorld(latency, dead);
  const times: number[] = [];
  for (let run = 0; run <= runs; run += 1) {
    const { file, report } = await audit(child.world, { isActiveAllowed: false });
    if (report.counts.passed < 100)
      throw new Error(`only ${report.counts.passed} judgements passed: nothing was measured`);
    times.push(file.collectMs + report.timings.judgeMs);
  }
  return { best: Math.min(...times.slice(1)) };
}

async function startWorld(
  latency: string,
  dead: string,
): Promise<{ readonly world: World } & AsyncDisposable> {
  const child = spawn(
    process.execPath,
    [new URL('world-process.ts', import.meta.url).pathname, latency, dead],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const [first] = await createInterface({ input: child.stdout })
    [Symbol.asyncIterator]()
    .next()
    .then((each) => [each.value as string]);
  return {
    world: JSON.parse(first ?? '{}') as WorldLine as World,
    [Symbol.asyncDispose]: async () => {
      child.stdin.end();
      await exited;
    },
  };
}
