import type { Comparison } from '../model/comparison.ts';
import type { Finding } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { targetKey } from '../model/target.ts';

/** What changed between two runs. A finding that cannot be judged any more is never counted as fixed. */
export function compareReports(older: Report, newer: Report): Comparison {
  const before = new Map(all(older).map((each) => [each.fingerprint, each]));
  const after = new Map(all(newer).map((each) => [each.fingerprint, each]));
  const passedBefore = new Set(older.passed.map((each) => `${each.check} ${targetKey(each.target)}`));
  const unknownNow = new Set(newer.unknown.map((each) => `${each.check} ${targetKey(each.target)}`));
  const isNew = [...after.values()].filter((each) => !before.has(each.fingerprint));
  const gone = [...before.values()].filter((each) => !after.has(each.fingerprint));
  return {
    fixed: gone.filter((each) => !unknownNow.has(key(each))),
    unclear: gone.filter((each) => unknownNow.has(key(each))),
    stillOpen: [...after.values()].filter((each) => before.has(each.fingerprint)),
    regressed: isNew.filter((each) => passedBefore.has(key(each))),
    appeared: isNew.filter((each) => !passedBefore.has(key(each))),
  };
}

const all = (report: Report): readonly Finding[] => [...report.findings, ...report.waived];
const key = (finding: Finding): string => `${finding.check} ${targetKey(finding.target)}`;
