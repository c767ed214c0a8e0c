import type { Finding } from '../../src/model/finding.ts';
import { targetKey } from '../../src/model/target.ts';
import type { Expectation } from '../../src/world/fault.ts';

/** What a planted fault caused beyond the healthy twin, beside what it must cause. */
export interface PlantedResult {
  readonly found: readonly string[];
  readonly missed: readonly string[];
  readonly falseAlarms: readonly string[];
}

export const signature = (finding: Finding): string =>
  `${finding.check} ${targetKey(finding.target)} ${finding.severity}`;

export function comparePlanted(
  expected: readonly Expectation[],
  findings: readonly Finding[],
  healthy: readonly Finding[],
): PlantedResult {
  const usual = new Set(healthy.map(signature));
  const caused = findings.map(signature).filter((each) => !usual.has(each));
  const wanted = expected.map((each) => `${each.check} ${each.target} ${each.severity}`);
  return {
    found: wanted.filter((each) => caused.includes(each)),
    missed: wanted.filter((each) => !caused.includes(each)),
    falseAlarms: caused.filter((each) => !wanted.includes(each)),
  };
}
