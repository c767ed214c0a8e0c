import { makeReport } from '../../engine/report.ts';
import type { FactsFile } from '../../model/facts-file.ts';
import { severities } from '../../model/check.ts';
import { canonicalJson } from '../../model/json.ts';
import type { Outside } from '../../model/outside.ts';
import type { Report } from '../../model/report.ts';
import { ownershipRows } from '../../protocols/hosting/ownership.ts';
import { exitCodes, type CommandContext, type CommandInput, type CommandRun } from '../command.ts';
import { fixesByCheck } from '../fix/fix-plugins.ts';
import { openNetwork } from '../network-options.ts';
import { asOf } from './as-of.ts';
import { lookedUpFacts, savedFacts } from './facts-source.ts';
import { writeFile, writeOutput } from './output.ts';
import { picturesIn } from './pictures.ts';
import { loadChecks, selectChecks } from './plugins.ts';
import { progressLine } from './progress.ts';
import { openSubjectNetwork, profileFor, readSubject } from './subject.ts';

export const run: CommandRun = async (context, input) => {
  const isReplay = input.options.text('from') !== undefined;
  await using outside = isReplay
    ? await openNetwork(context, input.options)
    : await openSubjectNetwork(context, input);
  const { report, file } = await auditReport(context, input, outside);
  if (context.signal.aborted) return exitCodes.interrupted;
  const save = input.options.text('save');
  if (save !== undefined) await writeFile(context, outside, { path: save, text: `${canonicalJson(file)}\n` });
  await writeOutput(context, input, { outside, report, pictures: picturesIn(file) });
  return exitCodeOf(report, input.options.text('fail-on') ?? 'blocker');
};

export async function auditReport(
  context: CommandContext,
  input: CommandInput,
  outside: Outside,
): Promise<{ readonly report: Report; readonly file: FactsFile }> {
  const checks = selectChecks(await loadChecks(outside.files), {
    only: input.options.list('only'),
    stage: input.options.text('stage'),
  });
  const from = input.options.text('from');
  const file =
    from === undefined ? await look(context, input, { outside, checks }) : await savedFacts(outside, from);
  const at = input.options.text('at');
  const started = outside.clock.monotonicMs();
  const request = {
    checks,
    file,
    profile: profileFor(file.manifest, input.options.text('profile')),
    now: at === undefined ? file.collectedAt : asOf(at, file.collectedAt),
    version: context.version,
    ownership: ownershipRows,
    fixes: await fixesByCheck(outside.files),
  };
  const report = makeReport(request);
  const judgeMs = Math.round(outside.clock.monotonicMs() - started);
  return {
    report: from === undefined ? { ...report, timings: { ...report.timings, judgeMs } } : report,
    file,
  };
}

async function look(
  context: CommandContext,
  input: CommandInput,
  at: { readonly outside: Outside; readonly checks: Awaited<ReturnType<typeof loadChecks>> },
): Promise<FactsFile> {
  const subject = await readSubject(at.outside, input);
  const progress = progressLine(context, input.options, `Looking at ${subject.manifest.product.domain}`);
  try {
    return await lookedUpFacts(context, input, { ...at, subject, onProgress: progress.update });
  } finally {
    progress.end();
  }
}

/** Unknown is not ready: when nothing could be decided, or a question that could block stays open, the exit code says so. */
export function exitCodeOf(report: Report, failOn: string): number {
  if (report.verdict === 'could not look') return exitCodes.couldNotLook;
  const limit = severities.indexOf(failOn as (typeof severities)[number]);
  const isBad = report.findings.some((finding) => severities.indexOf(finding.severity) <= limit);
  if (isBad) return exitCodes.findings;
  return report.unknown.some(({ severity }) => severity === 'blocker')
    ? exitCodes.couldNotLook
    : exitCodes.ready;
}
