import { FactBook } from '../../engine/fact-book.ts';
import { fingerprintOf } from '../../engine/findings.ts';
import { judgeFacts, type CheckPlugin } from '../../engine/judge.ts';
import { seedTargets } from '../../engine/targets.ts';
import { UserError } from '../../model/error.ts';
import type { Judgement } from '../../model/finding.ts';
import type { Outside } from '../../model/outside.ts';
import type { Target } from '../../model/target.ts';
import { registrableDomain } from '../../protocols/dns/name.ts';
import { lookedUpFacts } from '../audit/facts-source.ts';
import { loadChecks } from '../audit/plugins.ts';
import { progressLine } from '../audit/progress.ts';
import { openSubjectNetwork, readSubject, type Subject } from '../audit/subject.ts';
import { exitCodes, type CommandContext, type CommandInput, type CommandRun } from '../command.ts';

export const run: CommandRun = async (context, input) => {
  const [finding = '', ...rest] = input.arguments;
  const own = { ...input, arguments: rest };
  await using outside = await openSubjectNetwork(context, own);
  const subject = await readSubject(outside, own);
  const checks = candidates(finding, await loadChecks(outside.files), subject);
  const judgement = await look(context, own, { outside, subject, checks, finding });
  if (context.signal.aborted) return exitCodes.interrupted;
  if (judgement === undefined) throw notFound(finding, subject);
  const check = checks.find((each) => each.id === judgement.check);
  if (check === undefined) throw notFound(finding, subject);
  context.stdout(
    input.options.isOn('json')
      ? `${JSON.stringify({ schema: 'launch-ready/verify@1', ...judgement }, null, 2)}\n`
      : sentence(judgement, check),
  );
  return exitCodeFor(judgement);
};

interface Looking {
  readonly outside: Outside;
  readonly subject: Subject;
  readonly checks: readonly CheckPlugin[];
  readonly finding: string;
}

async function look(
  context: CommandContext,
  input: CommandInput,
  at: Looking,
): Promise<Judgement | undefined> {
  const progress = progressLine(context, input.options, `Looking at ${at.finding}`);
  try {
    const file = await lookedUpFacts(context, input, { ...at, onProgress: progress.update });
    const { manifest, profile } = at.subject;
    const judging = { checks: at.checks, facts: FactBook.of(file), manifest, profile, now: file.collectedAt };
    return judgeFacts(judging).find((each) => isNamed(at.finding, each.check, each.target));
  } finally {
    progress.end();
  }
}

/** The one check the finding can come from, where its target is known beforehand; all of them for a discovered target. */
function candidates(finding: string, all: readonly CheckPlugin[], subject: Subject): readonly CheckPlugin[] {
  const { domain } = subject.manifest.product;
  const targets = seedTargets(subject.manifest, registrableDomain(domain) ?? domain);
  const named = all.filter(
    (check) =>
      finding.startsWith(`${check.id}@`) || targets.some((target) => isNamed(finding, check.id, target)),
  );
  if (named.length === 0 && finding.includes('@')) throw notFound(finding, subject);
  return named.length > 0 ? named : all;
}

const isNamed = (finding: string, check: string, target: Target): boolean =>
  finding === fingerprintOf(check, target) || finding === `${check}@${target.name}`;

const notFound = (finding: string, subject: Subject): UserError =>
  new UserError('LR_FINDING_UNKNOWN', {
    what: `No check of ${subject.manifest.product.domain} has the finding "${finding.slice(0, 80)}".`,
    why: 'A finding is named by its fingerprint or by check@target, and belongs to one product.',
    todo: 'Copy it from the report, and run this with the same manifest and domain.',
  });

function sentence({ check, target, verdict }: Judgement, plugin: CheckPlugin): string {
  const name = `${check} on ${target.name}`;
  switch (verdict.outcome) {
    case 'pass':
      return `Cured: ${plugin.definition.title}. ${name}: ${verdict.found}.\n`;
    case 'fail':
      return `Still there: ${plugin.definition.failingTitle}. ${name}: ${verdict.found}.\nWhat to do: ${verdict.fix ?? plugin.definition.fix}\n`;
    case 'notApplicable':
      return `Does not apply any more: ${name}: ${verdict.why}.\n`;
    case 'unknown':
      return `Could not tell: ${name}: ${verdict.missing}.\nTo find out: ${verdict.remedy}.\n`;
  }
}

function exitCodeFor({ verdict }: Judgement): number {
  if (verdict.outcome === 'fail') return exitCodes.findings;
  return verdict.outcome === 'unknown' ? exitCodes.couldNotLook : exitCodes.ready;
}
