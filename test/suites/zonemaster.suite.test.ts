import { expect, test } from 'vitest';
import { missingData, readScenarios } from './zonemaster-data.ts';
import type { Scenario } from './zonemaster-data.ts';
import { readRecordings, runScenario } from './zonemaster-replay.ts';
import { disputes, unrecorded } from './zonemaster.disputes.ts';

/** Scenarios we agree with; raise it when it grows, never lower it. */
const floor = 145;

const isAgreed = (scenario: Scenario, tags: readonly string[]): boolean =>
  (scenario.expect ?? []).every((tag) => tags.includes(tag)) &&
  !(scenario.forbid ?? []).some((tag) => tags.includes(tag));

/** The machine may be shared: the suite takes 7 s alone. */
const suiteTimeoutMs = 180_000;

test.skipIf(missingData !== null)(
  'our zone tests agree with the recorded Zonemaster scenarios',
  () => {
    const recordings = readRecordings();
    const surprises: string[] = [];
    const silent = new Set<string>();
    let [agreed, total, disputed] = [0, 0, 0];
    for (const file of readScenarios()) {
      const recording = recordings.get(file.data ?? '');
      for (const scenario of file.scenarios) {
        total += 1;
        const outcome = recording === undefined ? null : runScenario(file, scenario, recording);
        const name = `${file.case} ${scenario.name}`;
        if (outcome === null) silent.add(file.case);
        else if (isAgreed(scenario, outcome.tags)) agreed += 1;
        else if (JSON.stringify(disputes[name]?.ours) === JSON.stringify(outcome.tags)) disputed += 1;
        else surprises.push(`${name}: ${outcome.tags.join(', ')}`);
      }
    }
    process.stdout.write(`zonemaster ${agreed}/${total}\n`);
    expect(surprises).toEqual([]);
    expect([...silent].toSorted()).toEqual([...unrecorded]);
    expect(disputed).toBe(Object.keys(disputes).length);
    expect(agreed).toBeGreaterThanOrEqual(floor);
  },
  suiteTimeoutMs,
);
