import type { Severity } from '../../model/check.ts';
import type { Json } from '../../model/json.ts';
import { plural } from '../../model/words.ts';

/** What a review of logs found, as far as a summary needs it. */
export interface LogFindings {
  readonly totals: {
    readonly files: number;
    readonly lines: number;
    readonly telling: number;
    readonly withRequestId: number;
  };
  readonly problems: readonly {
    readonly severity: Severity;
    readonly title: string;
    readonly text: string;
    readonly count: number;
    readonly rule: string;
  }[];
  readonly templates: readonly { readonly template: string; readonly count: number }[];
}

export const logTask =
  'Summarise these findings of a log review for the owner of the product: what happens most, what is worst, what belongs together.';

/** The summary by rules: the same logs, the same words. */
export function logSummary({ totals, problems, templates }: LogFindings): readonly string[] {
  const { lines, files, telling, withRequestId } = totals;
  if (lines === 0) return ['Nothing was read.'];
  const repeated = problems
    .filter(({ rule }) => rule === 'logs/repeated-error')
    .toSorted((a, b) => b.count - a.count);
  const kinds = Map.groupBy(problems, ({ title }) => title);
  const worst = problems.filter(({ severity }) => severity === 'blocker' || severity === 'high');
  const [first] = templates;
  return [
    `${plural(lines, 'line')} of ${plural(files, 'file')} were read, ${problems.length === 0 ? 'and nothing was found' : `with ${plural(problems.length, 'problem')} of ${plural(kinds.size, 'kind')}`}.`,
    ...(worst.length === 0
      ? []
      : [
          `${worst.length} of them ${worst.length === 1 ? 'is' : 'are'} serious: ${list(worst.map(({ title }) => title))}.`,
        ]),
    ...(repeated.length === 0
      ? []
      : [`${plural(repeated.length, 'error')} came again and again, most often ${repeated[0]?.text ?? ''}.`]),
    ...(first === undefined
      ? []
      : [`The most frequent kind of line makes ${share(first.count, lines)} of all: ${first.template}`]),
    ...(telling === 0
      ? []
      : [`${share(withRequestId, telling)} of the lines that tell something carry a request id.`]),
  ];
}

export const logMaterial = ({ totals, problems, templates }: LogFindings): Json => ({
  totals: { ...totals },
  problems: problems
    .slice(0, 40)
    .map(({ severity, title, text, count }) => ({ severity, title, text, count })),
  templates: templates.slice(0, 20).map(({ template, count }) => ({ template, count })),
});

const list = (titles: readonly string[]): string => {
  const distinct = [...new Set(titles)];
  const shown = distinct.slice(0, 4).join('; ');
  return distinct.length > 4 ? `${shown}; and ${distinct.length - 4} more` : shown;
};

const share = (part: number, whole: number): string => `${Math.round((part / Math.max(1, whole)) * 100)} %`;
