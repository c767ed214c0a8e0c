import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { key, served, type Running } from '../errors/served.ts';
import type { BenchLine } from '../run.ts';
import { buildProgram } from '../watch/built-program.ts';
import { cpuSeconds, residentMb } from '../watch/process-figures.ts';
import { traceBatch } from './trace-batch.ts';

const perSecond = 9_500;
const spansPerBatch = 504;
const seconds = Number(process.env['SPAN_SECONDS'] ?? 30);
const exporters = 4;
const settleMs = 3_000;
/** Nobody is there: nothing is watched. */
const noPorts = { http: 9, dns: 9 };
const mostMb = 250;

/** Spans sent to the installed program as exporters send them: how many a second it took, what it cost, and whether memory stays flat. */
export async function spanFlood(): Promise<readonly BenchLine[]> {
  const program = buildProgram();
  const folder = mkdtempSync(join(tmpdir(), 'launch-ready-spans-'));
  try {
    const shop = { folder, ports: noPorts, perMinute: 100_000_000, monitors: 0 };
    return await served(program.main, shop, measure);
  } finally {
    program.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure({ url, pid }: Running): Promise<readonly BenchLine[]> {
  // Made beforehand: JSON costs the sender about what it costs the server.
  const bodies = Array.from({ length: Math.ceil((perSecond * seconds) / spansPerBatch) }, (_, batch) =>
    Buffer.from(JSON.stringify(traceBatch(batch, Date.now()))),
  );
  await wait(settleMs);
  const before = residentMb(pid);
  const [from, cpu] = [performance.now(), cpuSeconds(pid)];
  const rss: number[] = [];
  let [next, taken] = [0, 0];
  const exporter = async (): Promise<void> => {
    for (let batch = next++; batch < bodies.length; batch = next++) {
      const dueMs = ((batch * spansPerBatch) / perSecond) * 1000 - (performance.now() - from);
      if (dueMs > 0) await wait(dueMs);
      if (performance.now() - from > seconds * 1000) return;
      taken += await sent(url, bodies[batch] ?? Buffer.alloc(0));
      rss.push(residentMb(pid));
    }
  };
  await Promise.all(Array.from({ length: exporters }, exporter));
  const tookS = (performance.now() - from) / 1000;
  const half = Math.floor(rss.length / 2);
  const [first, second] = [Math.max(...rss.slice(0, half)), Math.max(...rss.slice(half))];
  return [
    line('spans/taken-per-second', { figure: taken / tookS, peer: perSecond }, ''),
    line('spans/cpu-seconds-a-second', { figure: (cpuSeconds(pid) - cpu) / tookS, peer: 1 }, ''),
    line('spans/rss-before', { figure: before, peer: mostMb }, 'MB'),
    line('spans/rss-most', { figure: Math.max(first, second), peer: mostMb }, 'MB'),
    line('spans/rss-second-half-beside-first', { figure: second, peer: first }, 'MB'),
  ];
}

async function sent(url: string, body: Buffer): Promise<number> {
  const answer = await fetch(`${url}/v1/traces`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body,
  });
  const text = await answer.text();
  if (answer.status !== 200 || text.includes('rejected')) throw new Error(`${answer.status} ${text}`);
  return spansPerBatch;
}

interface Beside {
  readonly figure: number;
  readonly peer: number;
}

function line(name: string, { figure, peer }: Beside, unit: string): BenchLine {
  const print = (value: number): string => `${value < 10 ? value.toFixed(2) : Math.round(value)}${unit}`;
  return { name, figure: print(figure), peer: print(peer), ratio: (figure / peer).toFixed(2) };
}
