import { join } from 'node:path';
import { compareReports } from '../../engine/compare.ts';
import type { Comparison } from '../../model/comparison.ts';
import { UserError } from '../../model/error.ts';
import type { Outside } from '../../model/outside.ts';
import { reportSchema, type Report } from '../../model/report.ts';
import type { Sprint } from '../../model/sprint.ts';
import { sprintOf } from '../../tools/sprint.ts';
import { auditReport } from '../audit/run.ts';
import { openSubjectNetwork } from '../audit/subject.ts';
import type { CommandContext, CommandInput } from '../command.ts';
import { manifestFolder } from '../deploy/places.ts';
import { openNetwork } from '../network-options.ts';

/** Beside the manifest: the report the sprint began with, readable by `compare` too. */
export const startFile = join('.launch-ready', 'sprint', 'start.json');
const maxReportBytes = 64 * 1024 * 1024;

export interface LookedSprint {
  readonly sprint: Sprint;
  readonly start: Report;
  readonly now: Report;
  readonly comparison: Comparison;
  /** It began with this look. */
  readonly isFirst: boolean;
}

export const openSprintNetwork = (
  context: CommandContext,
  input: CommandInput,
): Promise<Outside & AsyncDisposable> =>
  input.options.text('from') === undefined
    ? openSubjectNetwork(context, input)
    : openNetwork(context, input.options);

/** Looks at the product and holds it against the report the sprint began with; the first look begins it. */
export async function lookAtSprint(
  context: CommandContext,
  input: CommandInput,
  outside: Outside,
): Promise<LookedSprint> {
  const path = join(manifestFolder(context, input.options), startFile);
  const begun = input.options.isOn('restart') ? null : await readStart(outside, path);
  const { report: now } = await auditReport(context, input, outside);
  if (begun !== null && begun.subject.domain !== now.subject.domain) throw otherProduct(begun, now);
  const start = begun ?? now;
  const comparison = compareReports(start, now);
  return {
    sprint: sprintOf({ start, now, comparison, at: now.judgedAt }),
    start,
    now,
    comparison,
    isFirst: begun === null,
  };
}

async function readStart(outside: Outside, path: string): Promise<Report | null> {
  const text = await outside.files.readText(path, { maxBytes: maxReportBytes });
  if (!text.ok && text.error.kind === 'not-found') return null;
  const report = text.ok ? reportIn(text.value) : null;
  if (report !== null) return report;
  throw new UserError('LR_FACTS_INVALID', {
    what: `${startFile} is not the report a sprint began with${text.ok ? '' : `: ${text.error.message}`}.`,
    why: 'Progress is measured against it.',
    todo: 'Bring the file back, or begin anew with: launch-ready sprint --restart',
  });
}

/** Written by this program alone; a file that was cut or belongs to somebody else is none. */
function reportIn(text: string): Report | null {
  try {
    const value = JSON.parse(text) as Partial<Report> | null;
    const isWhole = value?.schema === reportSchema && value.plan !== undefined && value.digests !== undefined;
    return isWhole ? (value as Report) : null;
  } catch {
    return null;
  }
}

const otherProduct = (start: Report, now: Report): UserError =>
  new UserError('LR_COMPARE_PRODUCTS', {
    what: `The sprint here is about ${start.subject.domain}, not ${now.subject.domain}.`,
    why: 'Findings are told apart by target; between products nothing is the same.',
    todo: 'Work in a folder per product, or begin anew with: launch-ready sprint --restart',
  });
