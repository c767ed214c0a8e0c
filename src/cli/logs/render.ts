import { draftNotice } from '../../assistant/model/draft-notice.ts';
import type { Draft } from '../../model/text-model.ts';
import { plural } from '../../model/words.ts';
import type { LogProblem, LogReview } from '../../protocols/logs/review.ts';
import { inertLine } from '../../report/inert.ts';
import { ansiPalette, plainPalette } from '../../report/terminal/palette.ts';
import type { Palette } from '../../report/terminal/palette.ts';

/** What `logs check --json` prints. */
export interface LogsDocument {
  readonly schema: 'launch-ready/logs@1';
  readonly tool: { readonly name: 'launch-ready'; readonly version: string };
  readonly totals: {
    readonly files: number;
    readonly lines: number;
    readonly bytes: number;
    /** Lines of requests or with a level, and those of them with a request id. */
    readonly telling: number;
    readonly withRequestId: number;
    readonly tookMs: number;
  };
  /** Worst first. */
  readonly problems: readonly LogProblem[];
  /** The most frequent kinds of line, scrubbed. */
  readonly templates: LogReview['templates'];
  readonly notLookedAt: readonly string[];
  /** With --summary. */
  readonly summary?: LogsSummary;
}

export interface LogsSummary {
  /** Written by rules. */
  readonly sentences: readonly string[];
  /** By the user's model: not measured; null: none is configured, or `problem`. */
  readonly drafted: Draft | null;
  readonly problem: string | null;
}

const maxShown = 60;

export function logsText(
  { totals, problems, notLookedAt, summary }: LogsDocument,
  hasColour: boolean,
): string {
  const palette = hasColour ? ansiPalette : plainPalette;
  const counted = `${plural(totals.lines, 'line')} of ${plural(totals.files, 'file')} read.`;
  const head =
    problems.length > 0
      ? palette.bad(`${plural(problems.length, 'problem')} in the logs.`)
      : totals.lines > 0
        ? palette.ok('Nothing was found.')
        : palette.warn('Nothing was read.');
  const shown = problems.slice(0, maxShown).flatMap(({ severity, path, line, text, rule, fix }) => {
    const isBad = severity === 'blocker' || severity === 'high';
    const mark = (isBad ? palette.bad : palette.warn)(severity.padEnd(7));
    return [
      `${mark} ${palette.strong(`${inertLine(path)}:${line}`)}  ${inertLine(text)}`,
      `        ${palette.muted(rule)}  ${inertLine(fix)}`,
    ];
  });
  const more =
    problems.length > maxShown
      ? [palette.muted(`… and ${problems.length - maxShown} more, all in --json`)]
      : [];
  const gaps =
    notLookedAt.length === 0
      ? []
      : ['', palette.warn('Not looked at:'), ...notLookedAt.map((text) => `  ${inertLine(text)}`)];
  const told = summary === undefined ? [] : summaryLines(summary, palette);
  return [
    `${head} ${counted}`,
    ...told,
    ...(shown.length > 0 ? ['', ...shown, ...more] : []),
    ...gaps,
    '',
  ].join('\n');
}

function summaryLines({ sentences, drafted, problem }: LogsSummary, palette: Palette): readonly string[] {
  return [
    '',
    ...sentences.map(inertLine),
    ...(drafted === null
      ? []
      : [
          '',
          palette.muted(inertLine(draftNotice(drafted))),
          ...drafted.sentences.map((each) => `  ${inertLine(each)}`),
        ]),
    ...(problem === null ? [] : ['', palette.warn(`No draft: ${inertLine(problem)}`)]),
  ];
}
