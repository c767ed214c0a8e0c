import { plural } from '../../model/words.ts';
import type { LaunchPlan, Report, SettledJudgement } from '../../model/report.ts';
import { inertLine } from '../inert.ts';
import { tookText, workText } from '../words.ts';
import { tableLines } from './evidence.ts';
import { fullLines, type Screen } from './finding.ts';
import { clip, wrap } from './wrap.ts';

/** What could not be answered, each with the cheapest way to find out. */
export function unknownLines(report: Report, { width }: Screen, limit: number): readonly string[] {
  if (report.unknown.length === 0) return [];
  const shown = report.unknown
    .slice(0, limit)
    .flatMap((each) =>
      wrap(`${inertLine(each.title)}? To know, ${inertLine(each.remedy)}`, width - 2).map(
        (line) => `  ${line}`,
      ),
    );
  return [
    `○ ${plural(report.unknown.length, 'answer')} unknown, which is not a pass${limit < report.unknown.length ? '; the first' : ''}`,
    ...shown,
    '',
  ];
}

/** The two days in one line each. */
export function planLines({ plan }: Report, { palette, width }: Screen): readonly string[] {
  const days = ([1, 2] as const).map((day) => dayLine(plan, day)).filter((line) => line !== '');
  if (days.length === 0) return [];
  const later = plan.deferred.length > 0 ? `, ${plural(plan.deferred.length, 'finding')} deferred` : '';
  return [
    palette.strong(`The two days${later}`),
    ...days.flatMap((line) => wrap(line, width - 2).map((part) => `  ${part}`)),
  ];
}

function dayLine(plan: LaunchPlan, day: 1 | 2): string {
  const slots = plan.slots.filter((slot) => slot.day === day && slot.tasks.length > 0);
  if (slots.length === 0) return '';
  const minutes = slots.flatMap((slot) => slot.tasks).reduce((sum, task) => sum + task.minutes, 0);
  return `Day ${day}, ${workText(minutes)}: ${slots.map((slot) => `${slot.title} ${slot.tasks.length}`).join(', ')}`;
}

export function notNowLines(report: Report, { palette, width }: Screen): readonly string[] {
  if (report.notNow.length === 0) return [];
  const names = report.notNow.map((each) => inertLine(each.what)).join(', ');
  return [palette.muted(clip(`  Not now (${report.notNow.length}): ${names}`, width))];
}

/** Everything, in the order of the brief form. */
export function verboseLines(report: Report, screen: Screen): readonly string[] {
  const { palette } = screen;
  const heading = (text: string): string => palette.strong(text);
  return [
    ...report.findings.flatMap((finding) => [...fullLines(finding, screen), '']),
    ...unknownLines(report, screen, report.unknown.length),
    ...planInFull(report.plan, screen),
    ...section(
      heading(`Accepted risks (${report.waived.length})`),
      report.waived.flatMap((each) => fullLines(each, screen)),
    ),
    ...section(heading(`Passed (${report.passed.length})`), settledLines(report.passed, screen)),
    ...section(
      heading(`Not applicable (${report.notApplicable.length})`),
      settledLines(report.notApplicable, screen),
    ),
    ...section(
      heading(`Not now (${report.notNow.length})`),
      report.notNow.flatMap((each) =>
        wrap(
          `${inertLine(each.what)}: ${inertLine(each.why)} Built anyway, it costs ${inertLine(each.cost)}.`,
          screen.width - 2,
        ).map((line) => `  ${line}`),
      ),
    ),
    ...section(heading('Domain map'), mapLines(report, screen)),
    ...section(
      heading('Not looked at'),
      report.coverage.notLookedAt.flatMap((each) =>
        wrap(`${inertLine(each.what)}: ${inertLine(each.why)}`, screen.width - 2).map((line) => `  ${line}`),
      ),
    ),
    palette.muted(
      `${plural(report.coverage.checksRun, 'check')} on ${plural(report.coverage.targets.length, 'target')}, collected in ${tookText(report.timings.collectMs)}, judged in ${tookText(report.timings.judgeMs)}`,
    ),
    palette.muted(`facts sha256:${report.digests.facts}`),
    '',
  ];
}

const section = (heading: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [heading, ...lines, ''];

function planInFull(plan: LaunchPlan, { palette, width }: Screen): readonly string[] {
  const slots = plan.slots.filter((slot) => slot.tasks.length > 0);
  const rows = slots.flatMap((slot) => [
    `  ${clip(`Day ${slot.day}, ${slot.startHour}:00 to ${slot.endHour}:00  ${slot.title}`, width - 2)}`,
    ...slot.tasks.map(
      (task) => `    ${clip(`${workText(task.minutes).padEnd(11)}${inertLine(task.title)}`, width - 4)}`,
    ),
  ]);
  const later = plan.deferred.map(
    (each) => `    ${clip(`${inertLine(each.title)}: ${inertLine(each.reason)}`, width - 4)}`,
  );
  return section(palette.strong('The two days'), [
    ...rows,
    ...(later.length > 0 ? ['  Later', ...later] : []),
  ]);
}

const settledLines = (rows: readonly SettledJudgement[], { width }: Screen): readonly string[] =>
  rows.map(
    (each) =>
      `  ${clip(`${inertLine(each.title)} (${inertLine(each.target.name)}): ${inertLine(each.text)}`, width - 2)}`,
  );

function mapLines(report: Report, { width }: Screen): readonly string[] {
  if (report.ownership.length === 0) return [];
  const rows = report.ownership.map((row) => [
    row.name,
    row.type,
    row.value,
    row.provider ?? 'unknown',
    row.owner ?? 'unknown',
    row.purpose ?? 'unknown',
  ]);
  return tableLines(['name', 'type', 'value', 'provider', 'owner', 'purpose'], rows, width - 2).map(
    (line) => `  ${line}`,
  );
}
