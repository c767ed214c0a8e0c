import type { Finding } from '../../model/finding.ts';
import type { NotNow } from '../../model/profile.ts';
import type {
  Coverage,
  LaunchPlan,
  OwnershipRow,
  SettledJudgement,
  UnknownJudgement,
} from '../../model/report.ts';
import { workText } from '../words.ts';
import { mdCellCode, mdTable, mdText } from './escape.ts';

export function planSection(plan: LaunchPlan): string {
  const slots = plan.slots.filter((slot) => slot.tasks.length > 0);
  if (slots.length === 0 && plan.deferred.length === 0) return '';
  const rows = slots.flatMap((slot) =>
    slot.tasks.map((task, index) => [
      index === 0 ? `Day ${slot.day}, ${slot.startHour}:00 to ${slot.endHour}:00` : '',
      index === 0 ? mdText(slot.title) : '',
      mdText(task.title),
      task.severity,
      workText(task.minutes),
    ]),
  );
  const later = plan.deferred.map((each) => `- ${mdText(each.title)}: ${mdText(each.reason)}`);
  return [
    '## The two days',
    mdTable(['when', 'block', 'task', 'severity', 'effort'], rows),
    ...(later.length === 0 ? [] : [`Later, on purpose:\n\n${later.join('\n')}`]),
  ].join('\n\n');
}

export function mapSection(rows: readonly OwnershipRow[]): string {
  if (rows.length === 0) return '';
  const columns = ['name', 'type', 'value', 'provider', 'owner', 'purpose', 'proxied'];
  const cells = rows.map((row) => [
    mdCellCode(row.name),
    mdText(row.type),
    mdCellCode(row.value),
    mdText(row.provider ?? 'unknown'),
    mdText(row.owner ?? 'unknown'),
    mdText(row.purpose ?? 'unknown'),
    row.isProxied === null ? '' : row.isProxied ? 'yes' : 'no',
  ]);
  return `## Domain map\n\n${mdTable(columns, cells)}`;
}

export function unknownSection(rows: readonly UnknownJudgement[]): string {
  if (rows.length === 0) return '';
  const lines = rows.map(
    (each) =>
      `- **${mdText(each.title)}** (${mdText(each.target.name)}): ${mdText(each.text)}. To know, ${mdText(each.remedy)}.`,
  );
  return `## Unknown (${rows.length}), which is not a pass\n\n${lines.join('\n')}`;
}

export function acceptedSection(findings: readonly Finding[]): string {
  if (findings.length === 0) return '';
  const rows = findings.map((each) => [
    mdText(each.title),
    mdText(each.target.name),
    mdText(each.waiver?.owner ?? ''),
    mdText(each.waiver?.reason ?? ''),
    mdText(each.waiver?.until ?? ''),
  ]);
  const table = mdTable(['risk', 'where', 'accepted by', 'reason', 'until'], rows);
  return `## Accepted risks (${findings.length})\n\n${table}`;
}

export function settledSection(title: string, rows: readonly SettledJudgement[]): string {
  if (rows.length === 0) return '';
  const table = mdTable(
    ['check', 'where', 'found'],
    rows.map((each) => [mdText(each.title), mdText(each.target.name), mdText(each.text)]),
  );
  return `<details>\n<summary>${title} (${rows.length})</summary>\n\n${table}\n\n</details>`;
}

export function notNowSection(rows: readonly NotNow[]): string {
  if (rows.length === 0) return '';
  const lines = rows.map(
    (each) => `- **${mdText(each.what)}**: ${mdText(each.why)} Built anyway, it costs ${mdText(each.cost)}.`,
  );
  return `## Not now (${rows.length})\n\n${lines.join('\n')}`;
}

export function coverageSection(coverage: Coverage): string {
  const missed = coverage.notLookedAt.map((each) => `- ${mdText(each.what)}: ${mdText(each.why)}`);
  return missed.length === 0 ? '' : `## What was not looked at\n\n${missed.join('\n')}`;
}
