import { fail, notApplicable, pass, severities, unknown, type Verdict } from '../../../model/check.ts';
import { table } from '../../../model/evidence.ts';
import { plural } from '../../../model/words.ts';
import type { LogsReview } from '../review.ts';

const shown = 20;

/** What the logs say under one rule: the worst decides, each place is evidence. `clean` completes "we saw ...". */
export function judgeByRule(logs: LogsReview, rule: string, clean: string): Verdict {
  if (logs.files.length === 0 && logs.notLookedAt.length === 0)
    return notApplicable('no log files were given: --logs, or repository.logs in launch.yaml');
  const found = logs.problems
    .filter((problem) => problem.rule === rule)
    .toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || b.count - a.count);
  const [worst] = found;
  if (worst !== undefined)
    return fail(`${worst.text} (${worst.path}:${worst.line})${others(found.length)}`, {
      severity: worst.severity,
      fix: worst.fix,
      evidence: [
        table(
          'Where',
          ['Place', 'What', 'Lines', 'What stops it'],
          found
            .slice(0, shown)
            .map(({ path, line, text, count, fix }) => [`${path}:${line}`, text, String(count), fix]),
        ),
      ],
    });
  const lines = logs.files.reduce((sum, file) => sum + file.lines, 0);
  const [gap] = logs.notLookedAt;
  if (gap !== undefined)
    return unknown(`${plural(lines, 'line')} hold none, but ${gap}`, 'run: launch-ready logs check <file>');
  if (lines === 0) return unknown('the logs are empty', 'give a log of an ordinary day');
  return pass(`${clean} in ${plural(lines, 'line')} of ${plural(logs.files.length, 'file')}`);
}

const others = (count: number): string => (count === 1 ? '' : ` and ${count - 1} more`);
