import { plural } from '../../model/words.ts';
import type { UnixMs } from '../../model/brand.ts';
import type { Comparison } from '../../model/comparison.ts';
import type { LaunchVerdict, Report } from '../../model/report.ts';

export const comparisonSchema = 'launch-ready/comparison@1';

export interface ComparedRun {
  readonly judgedAt: UnixMs;
  readonly verdict: LaunchVerdict;
  readonly headline: string;
  /** SHA-256 of the run's facts. */
  readonly facts: string;
}

/** What the comparison renderers print; `--json` prints it as it is. */
export interface ComparisonDocument {
  readonly schema: typeof comparisonSchema;
  readonly domain: string;
  readonly older: ComparedRun;
  readonly newer: ComparedRun;
  readonly headline: string;
  readonly changes: Comparison;
}

export function comparisonDocument(older: Report, newer: Report, changes: Comparison): ComparisonDocument {
  return {
    schema: comparisonSchema,
    domain: newer.subject.domain,
    older: runOf(older),
    newer: runOf(newer),
    headline: comparisonHeadline(changes),
    changes,
  };
}

const runOf = (report: Report): ComparedRun => ({
  judgedAt: report.judgedAt,
  verdict: report.verdict,
  headline: report.headline,
  facts: report.digests.facts,
});

/** `Worse: 1 regressed and 2 new, 4 fixed, 12 still open`. Regressions decide the word, then what is new, then what is fixed. */
function comparisonHeadline(changes: Comparison): string {
  const worse = changes.regressed.length + changes.appeared.length;
  const counts = [
    [changes.regressed.length, 'regressed'],
    [changes.appeared.length, 'new'],
    [changes.fixed.length, 'fixed'],
    [changes.stillOpen.length, 'still open'],
    [changes.unclear.length, 'no longer measurable'],
  ] as const;
  const shown = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  if (shown.length === 0) return 'Nothing open in either run';
  return `${direction(worse, changes)}: ${shown.join(', ')}`;
}

function direction(worse: number, changes: Comparison): string {
  if (worse > 0) return changes.fixed.length > worse ? 'Better, with something new' : 'Worse';
  if (changes.fixed.length > 0) return 'Better';
  return changes.unclear.length > 0
    ? `Unclear for ${plural(changes.unclear.length, 'finding')}`
    : 'No change';
}
