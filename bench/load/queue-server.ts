import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LatencyRecorder } from '../../src/protocols/load/recorder.ts';

/**
 * A server whose truth is known: `workers` at a time, each request takes what `shape` says, and everything stands still for
 * `stallMs` after `stallAfterMs`. It keeps what every visitor waited, from their arrival to their answer, and tells it at `/truth`;
 * those of the first `warmUpMs` do not count.
 */
const [shapeName = 'constant', workersText = '48', warmUpText = '0', stallAfterText = '0', stallText = '0'] =
  process.argv.slice(2);
const workers = Number(workersText);
const warmUpMs = Number(warmUpText);
const stall = { afterMs: Number(stallAfterText), forMs: Number(stallText) };

/** A linear congruential generator (Numerical Recipes): the same waits in every run. */
let state = 7;
const chance = (): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return (state + 0.5) / 2 ** 32;
};
const normal = (): number => Math.sqrt(-2 * Math.log(chance())) * Math.cos(2 * Math.PI * chance());

/** Milliseconds; all about 120 on average, so that all have the same capacity. */
const shapes: Readonly<Record<string, () => number>> = {
  constant: () => 120,
  uniform: () => 30 + 180 * chance(),
  exponential: () => 15 - 105 * Math.log(chance()),
  lognormal: () => 99 * Math.exp(0.6 * normal()),
  // No percentile that is compared lies between the humps.
  'two humps': () => (chance() < 0.93 ? 76 : 700),
  instant: () => 1,
};
const service = shapes[shapeName];
if (service === undefined) throw new Error(`there is no shape ${shapeName}`);

let waits = new LatencyRecorder();
let startMs = 0;
let busy = 0;
const queue: (() => void)[] = [];

const server = createServer((request, response) => {
  if (request.url === '/truth') {
    const at = (share: number): number | null => waits.atRank(Math.max(1, Math.ceil(share * waits.count)));
    response.end(
      JSON.stringify({ count: waits.count, p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99) }),
    );
    waits = new LatencyRecorder();
    startMs = 0;
    return;
  }
  const arrivedMs = performance.now();
  startMs ||= arrivedMs;
  const begin = (): void => {
    busy += 1;
    const now = performance.now() - startMs;
    const isFrozen = stall.forMs > 0 && now >= stall.afterMs && now < stall.afterMs + stall.forMs;
    const thawMs = isFrozen ? stall.afterMs + stall.forMs - now : 0;
    setTimeout(() => {
      if (arrivedMs - startMs >= warmUpMs) waits.record(performance.now() - arrivedMs);
      response.end('x');
      busy -= 1;
      queue.shift()?.();
    }, service() + thawMs);
  };
  if (busy < workers) begin();
  else queue.push(begin);
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ port: (server.address() as AddressInfo).port })}\n`);
});
process.stdin.resume().once('end', () => process.exit(0));
