import { severities, type Severity } from '../model/check.ts';
import type { Finding } from '../model/finding.ts';
import type { LaunchVerdict } from '../model/report.ts';
import { plural } from '../model/words.ts';

export interface VerdictInput {
  readonly findings: readonly Finding[];
  /** Judgements that came to a pass or a fail. */
  readonly decided: number;
  /** Unknown judgements of checks that would block if they failed. */
  readonly unknownBlockers: number;
}

/**
 * pause: a blocker is open. ship with fixes: something above low is open, or a question that could block is unanswered
 * (unknown is never shown as pass). could not look: nothing at all could be decided.
 */
export function launchVerdict(input: VerdictInput): LaunchVerdict {
  if (input.decided === 0) return 'could not look';
  const counts = countBySeverity(input.findings);
  if (counts.blocker > 0) return 'pause';
  if (counts.high + counts.medium > 0 || input.unknownBlockers > 0) return 'ship with fixes';
  return 'ship';
}

export function headline(verdict: LaunchVerdict, input: VerdictInput): string {
  const counts = countBySeverity(input.findings);
  const open =
    input.unknownBlockers > 0
      ? `, ${plural(input.unknownBlockers, 'question')} that could block ${input.unknownBlockers === 1 ? 'is' : 'are'} unanswered`
      : '';
  if (verdict === 'could not look')
    return 'Could not look: nothing about this domain could be measured from here';
  if (verdict === 'pause') return `Not ready: ${plural(counts.blocker, 'blocker')}${open}`;
  if (verdict === 'ship')
    return counts.low > 0
      ? `Ready to launch, ${plural(counts.low, 'small thing')} to tidy later`
      : 'Ready to launch';
  const fixes = counts.high + counts.medium;
  return fixes > 0
    ? `Ready after ${plural(fixes, 'fix', 'fixes')}: no blockers${open}`
    : `No blockers found${open}`;
}

export function countBySeverity(findings: readonly Finding[]): Record<Severity, number> {
  const counts = { blocker: 0, high: 0, medium: 0, low: 0 };
  for (const severity of severities)
    counts[severity] = findings.filter((each) => each.severity === severity).length;
  return counts;
}
