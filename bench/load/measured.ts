import { openRealOutside } from '../../src/cli/real-outside.ts';
import { runLoad } from '../../src/load/run.ts';
import { openTargets } from '../../src/load/targets.ts';
import { steadyShape } from '../../src/protocols/load/shape.ts';

/** Our generator in a process of its own: `port rate seconds warmUpSeconds`; prints the figures and the CPU it took. */
const [port = '0', rateText = '100', secondsText = '5', warmUpText = '0'] = process.argv.slice(2);
const shape = steadyShape(Number(rateText), Number(secondsText) * 1000, Number(warmUpText) * 1000);
await using outside = await openRealOutside({ isPrivateNetworkAllowed: true });
if (outside.load === undefined) throw new Error('the real world has a door for load');
const plan = {
  routes: [
    {
      id: 'a',
      method: 'GET',
      url: `http://127.0.0.1:${port}/`,
      headers: [],
      body: null,
      weight: 1,
      budgetMs: 300,
      failingMs: null,
    },
  ],
  shape,
  spacing: 'poisson' as const,
  timeoutMs: 5_000,
  maxConnections: 1024,
  isStepped: false,
  token: 'bench',
};
const opened = await openTargets(outside.load, plan);
if (!opened.ok) throw new Error(opened.error.message);
await using targets = opened.value;
const before = process.cpuUsage();
const run = await runLoad(plan, {
  ...targets,
  clock: outside.clock,
  chance: () => outside.random.integer(2 ** 30) / 2 ** 30,
  signal: new AbortController().signal,
  onProgress: () => {},
});
const { user, system } = process.cpuUsage(before);
const [route] = run.routes;
const { p50, p90, p95, p99 } = route?.latency ?? {};
process.stdout.write(
  `${JSON.stringify({
    sent: run.sent,
    answered: route?.outcomes.answered ?? 0,
    asked: route?.sent ?? 0,
    tookMs: run.tookMs,
    cpuMs: (user + system) / 1000,
    latenessP50Ms: run.ownSide.latenessP50Ms,
    latenessP99Ms: run.ownSide.latenessP99Ms,
    isBottleneck: run.ownSide.isBottleneck,
    p50: p50?.ms ?? null,
    p90: p90?.ms ?? null,
    p95: p95?.ms ?? null,
    p99: p99?.ms ?? null,
  })}\n`,
);
