import type { UnixMs } from '../model/brand.ts';
import { unixMs } from '../model/brand.ts';
import type { MaintenanceWindow, Sample } from '../model/monitor.ts';
import type { Rollup, RollupStep } from '../model/store.ts';
import { emptySketch, mergeSketches, quantileOf, sketchOf } from '../protocols/sketch/sketch.ts';
import { parseSketch, printSketch } from '../protocols/sketch/sketch-text.ts';

export const stepMs: Readonly<Record<RollupStep, number>> = {
  '5m': 300_000,
  '1h': 3_600_000,
  '1d': 86_400_000,
};

/** Beginning of the step a moment is in (UTC days). */
export const stepStart = (at: number, step: RollupStep): UnixMs =>
  unixMs(Math.floor(at / stepMs[step]) * stepMs[step]);

/** Raw samples as rollups of 5 minutes. Samples that say nothing (unknown) are not counted: they were not looks. */
export function rollUp(samples: readonly Sample[], step: RollupStep = '5m'): readonly Rollup[] {
  const groups = Map.groupBy(
    samples.filter(({ outcome }) => outcome !== 'unknown'),
    ({ monitor, region, at }) => `${monitor}\n${region}\n${stepStart(at, step)}`,
  );
  return [...groups.values()].flatMap((group) => {
    const first = group[0];
    if (first === undefined) return [];
    const count = (outcome: Sample['outcome']): number =>
      group.filter((sample) => sample.outcome === outcome).length;
    const times = group.flatMap(({ totalMs, outcome }) =>
      totalMs === null || outcome === 'down' ? [] : [totalMs],
    );
    return [
      {
        monitor: first.monitor,
        region: first.region,
        from: stepStart(first.at, step),
        step,
        count: group.length,
        up: count('up'),
        degraded: count('degraded'),
        down: count('down'),
        sketch: printSketch(sketchOf(times)),
      },
    ];
  });
}

/** Rollups of a coarser step; those of one monitor, region and step become one. */
export function coarser(rollups: readonly Rollup[], step: RollupStep): readonly Rollup[] {
  const groups = Map.groupBy(
    rollups,
    ({ monitor, region, from }) => `${monitor}\n${region}\n${stepStart(from, step)}`,
  );
  return [...groups.values()].flatMap((group) => {
    const first = group[0];
    return first === undefined ? [] : [{ ...group.reduce(merged), step, from: stepStart(first.from, step) }];
  });
}

const merged = (a: Rollup, b: Rollup): Rollup => ({
  ...a,
  count: a.count + b.count,
  up: a.up + b.up,
  degraded: a.degraded + b.degraded,
  down: a.down + b.down,
  sketch: printSketch(
    mergeSketches(parseSketch(a.sketch) ?? emptySketch, parseSketch(b.sketch) ?? emptySketch),
  ),
});

/** What a stretch of rollups says to people. `availability` is the share of looks that were answered; null without any. */
export interface Summary {
  readonly availability: number | null;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly looks: number;
}

/** Rollups that lie wholly in a maintenance window of their monitor do not count against it. */
export function summaryOf(rollups: readonly Rollup[], windows: readonly MaintenanceWindow[] = []): Summary {
  const counted = rollups.filter((rollup) => !windows.some((window) => isCovered(rollup, window)));
  // Looks that said nothing are stored with the others; they speak neither for nor against.
  const looks = counted.reduce((sum, { up, degraded, down: bad }) => sum + up + degraded + bad, 0);
  const down = counted.reduce((sum, rollup) => sum + rollup.down, 0);
  const sketch = counted.reduce(
    (sum, rollup) => mergeSketches(sum, parseSketch(rollup.sketch) ?? emptySketch),
    emptySketch,
  );
  return {
    availability: looks === 0 ? null : 1 - down / looks,
    p50Ms: quantileOf(sketch, 0.5),
    p95Ms: quantileOf(sketch, 0.95),
    looks,
  };
}

const isCovered = (rollup: Rollup, { from, to, monitors }: MaintenanceWindow): boolean =>
  (monitors === 'all' || monitors.includes(rollup.monitor)) &&
  from <= rollup.from &&
  rollup.from + stepMs[rollup.step] <= to;
