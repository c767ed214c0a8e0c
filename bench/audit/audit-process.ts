import { createInterface } from 'node:readline';
import { setFlagsFromString } from 'node:v8';
import { collectFacts } from '../../src/engine/collect.ts';
import { makeReport } from '../../src/engine/report.ts';
import { seedTargets } from '../../src/engine/targets.ts';
import { collectorsFor, loadChecks, loadCollectors, selectChecks } from '../../src/cli/audit/plugins.ts';
import { manifestOf, profileFor } from '../../src/cli/audit/subject.ts';
import { openRealOutside } from '../../src/cli/real-outside.ts';
import type { WorldLine } from './world-process.ts';

/** Audits the world it is handed on its first line, in a process of its own; one JSON line a run. */
export interface RunLine {
  /** From the first question to the last judgement. */
  readonly wallMs: number;
  /** Of this process, all threads, over the same time. */
  readonly cpuMs: number;
  /** Highest so far. */
  readonly memoryMegabytes: number;
  readonly passed: number;
}

// As `src/cli/main.ts` does.
setFlagsFromString('--semi-space-growth-factor=1');

const [themes = '', runs = '1'] = process.argv.slice(2);
const [first] = await createInterface({ input: process.stdin })
  [Symbol.asyncIterator]()
  .next()
  .then((each) => [each.value as string]);
const world = JSON.parse(first ?? '{}') as WorldLine;

for (let run = 0; run < Number(runs); run += 1) process.stdout.write(`${JSON.stringify(await once())}\n`);
process.exit(0);

async function once(): Promise<RunLine> {
  const { rootHints, caPem, maps } = world;
  await using outside = await openRealOutside({ hintsText: rootHints, extraCaPem: [caPem], maps });
  const checks = selectChecks(await loadChecks(outside.files), {
    only: themes === '' ? [] : themes.split(','),
    stage: undefined,
  });
  const collectors = collectorsFor(checks, await loadCollectors(outside.files));
  const manifest = manifestOf(world.manifestText, 'launch.yaml');
  const profile = profileFor(manifest);
  const cpu = process.cpuUsage();
  const started = performance.now();
  const file = await collectFacts({
    collectors,
    seeds: seedTargets(manifest, world.domain),
    manifest,
    profile,
    outside,
    consent: { isActiveAllowed: false },
    timeoutMs: 60_000,
    tool: 'bench',
  });
  const report = makeReport({ checks, file, profile, now: file.collectedAt, version: 'bench' });
  const wallMs = performance.now() - started;
  const { user, system } = process.cpuUsage(cpu);
  const memoryMegabytes = process.resourceUsage().maxRSS / 1024;
  return { wallMs, cpuMs: (user + system) / 1000, memoryMegabytes, passed: report.counts.passed };
}
