import { assistantCategories } from '../../model/assistant.ts';
import type { AssistantReport, AssistantResult, AssistantTurn } from '../../model/assistant.ts';
import { plural } from '../../model/words.ts';
import { inertLine } from '../../report/inert.ts';
import type { Palette } from '../../report/terminal/palette.ts';

/** One that could not be asked is never a pass. */
export function verdictOf(results: readonly AssistantResult[]): AssistantReport['verdict'] {
  if (results.some(({ outcome }) => outcome === 'fail')) return 'fail';
  const isAsked = results.some(({ outcome }) => outcome === 'pass');
  return isAsked && results.every(({ outcome }) => outcome !== 'unknown') ? 'pass' : 'could not look';
}

export function headlineOf(results: readonly AssistantResult[]): string {
  const of = (outcome: AssistantResult['outcome']): number =>
    results.filter((each) => each.outcome === outcome).length;
  const asked = of('pass') + of('fail');
  const unknown = of('unknown') === 0 ? '' : `, ${of('unknown')} could not be asked`;
  const skipped = of('skipped') === 0 ? '' : `, ${of('skipped')} left out`;
  if (of('fail') === 0)
    return `The assistant held in ${of('pass')} of ${plural(asked, 'scenario')}${unknown}${skipped}`;
  const byCategory = assistantCategories.flatMap((category) => {
    const count = results.filter((each) => each.category === category && each.outcome === 'fail').length;
    return count === 0 ? [] : [`${category} ${count}`];
  });
  return `The assistant failed ${of('fail')} of ${plural(asked, 'scenario')}: ${byCategory.join(', ')}${unknown}${skipped}`;
}

interface Screen {
  readonly palette: Palette;
  /** The talks in full. */
  readonly isVerbose: boolean;
}

const maxShown = 40;

export function assistantText(report: AssistantReport, screen: Screen): string {
  const { palette } = screen;
  const tone = { pass: palette.ok, fail: palette.bad, 'could not look': palette.warn }[report.verdict];
  const failed = byUrgency(report.results, 'fail');
  const open = byUrgency(report.results, 'unknown');
  const skipped = byUrgency(report.results, 'skipped');
  return [
    tone(`${report.headline}.`),
    palette.muted(`${plural(report.requests, 'request')} to ${inertLine(report.url)}, judged by code.`),
    ...(failed.length > 0 ? [''] : []),
    ...failed.slice(0, maxShown).flatMap((each) => failedLines(each, screen)),
    ...(failed.length > maxShown
      ? [palette.muted(`… and ${failed.length - maxShown} more, all in --json`)]
      : []),
    ...listed('Could not be asked:', open, palette),
    ...listed('Left out:', skipped, palette),
    '',
  ].join('\n');
}

/** Categories in the order money is lost. */
const byUrgency = (
  results: readonly AssistantResult[],
  outcome: AssistantResult['outcome'],
): readonly AssistantResult[] =>
  assistantCategories.flatMap((category) =>
    results.filter((each) => each.outcome === outcome && each.category === category),
  );

function failedLines(result: AssistantResult, { palette, isVerbose }: Screen): readonly string[] {
  const { scenario, title, found, failedRuns, runs, transcript } = result;
  const often = runs > 1 ? ` (${failedRuns} of ${runs} talks)` : '';
  const shown = isVerbose ? transcript : transcript.slice(-1);
  return [
    `${palette.bad('✗')} ${palette.strong(scenario)}  ${inertLine(title)}`,
    `    ${inertLine(found)}${often}`,
    ...shown
      .flatMap((turn) => turnLines(turn, isVerbose ? 2_000 : 160))
      .map((line) => palette.muted(`    ${line}`)),
  ];
}

const turnLines = ({ sent, answer, toolCalls }: AssistantTurn, length: number): readonly string[] => [
  `asked     ${cut(sent, length)}`,
  `answered  ${cut(answer, length)}`,
  ...toolCalls.map((call) => `called    ${cut(`${call.name} ${call.arguments}`, length)}`),
];

const cut = (text: string, length: number): string => {
  const line = inertLine(text.replace(/\s+/g, ' '));
  return line.length > length ? `${line.slice(0, length)}…` : line;
};

/** One line for each reason. */
function listed(title: string, results: readonly AssistantResult[], palette: Palette): readonly string[] {
  if (results.length === 0) return [];
  const groups = Map.groupBy(results, ({ found }) => found);
  return [
    '',
    palette.warn(title),
    ...[...groups].map(([found, all]) => `  ${plural(all.length, 'scenario')}: ${inertLine(found)}`),
  ];
}
