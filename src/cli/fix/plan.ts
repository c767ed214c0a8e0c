import { knownFrom } from '../../engine/fix/dangers/known.ts';
import { desiredOf } from '../../engine/fix/plan/desired.ts';
import { makePlan } from '../../engine/fix/plan/make-plan.ts';
import type { CutoverMode } from '../../engine/fix/plan/cutover.ts';
import { planText, sha256 } from '../../engine/fix/plan/seal.ts';
import { recordingOutside } from '../../engine/fix/rehearse/recording.ts';
import type { CheckPlugin } from '../../engine/judge.ts';
import { UserError } from '../../model/error.ts';
import type { Plan, Provider } from '../../model/fix.ts';
import { canonicalJson } from '../../model/json.ts';
import type { ManifestProvider } from '../../model/manifest.ts';
import type { Outside } from '../../model/outside.ts';
import { ansiPalette, plainPalette } from '../../report/terminal/palette.ts';
import type { Resources } from '../../protocols/edge/state.ts';
import { memoryProvider } from '../../providers/memory/provider.ts';
import { savedFacts, seconds } from '../audit/facts-source.ts';
import { writeFile } from '../audit/output.ts';
import { loadChecks, selectChecks } from '../audit/plugins.ts';
import { progressLine } from '../audit/progress.ts';
import { openSubjectNetwork, profileFor, readSubject } from '../audit/subject.ts';
import type { Subject } from '../audit/subject.ts';
import { exitCodes, type CommandContext, type CommandInput, type CommandRun } from '../command.ts';
import { exported, unsaidText } from './export.ts';
import { loadFixes } from './fix-plugins.ts';
import { collectWith, judgeFile } from './looking.ts';
import type { Judged } from './looking.ts';
import { observedState } from './observed.ts';
import { fixFolder } from './options.ts';
import { chosenProvider, openProvider } from './provider.ts';
import { afterOf, rehearse } from './rehearse.ts';
import { renderPlan } from './render-plan.ts';
import { readReports } from './reports-evidence.ts';
import { Shelf } from './shelf.ts';

export const run: CommandRun = async (context, input) => {
  await using real = await openSubjectNetwork(context, input);
  const outside = recordingOutside(real);
  const all = await loadChecks(outside.files);
  const made = await planFor(context, input, { outside, real, checks: all });
  if (context.signal.aborted) return exitCodes.interrupted;
  if ('failure' in made) {
    context.stderr(`${made.failure}\n`);
    return exitCodes.couldNotLook;
  }
  await keep(input, made, real);
  await print(context, input, { made, outside: real });
  return exitCodes.ready;
};

export interface MadePlan {
  readonly plan: Plan;
  readonly state: Resources;
  readonly provider: Provider;
  /** null: no provider is named, the plan is for people. */
  readonly entry: ManifestProvider | null;
  readonly before: Judged;
}

interface Doors {
  /** Remembers answers, for the rehearsal. */
  readonly outside: Outside;
  readonly real: Outside;
  readonly checks: readonly CheckPlugin[];
}

async function planFor(
  context: CommandContext,
  input: CommandInput,
  doors: Doors,
): Promise<MadePlan | { readonly failure: string }> {
  const { outside, real, checks } = doors;
  const timeoutMs = seconds(input.options.text('timeout') ?? '60') * 1000;
  const subject = await subjectOf(input, outside);
  const before = await look(context, input, { ...doors, subject, timeoutMs });
  const entry = chosenProvider(subject.manifest, input.options.text('provider'));
  const zone = entry?.zone ?? subject.manifest.product.domain;
  const observed = observedState(before.book, zone);
  const provider =
    entry === null
      ? memoryProvider({ zone, clock: real.clock, initial: observed })
      : await openProvider(entry, real);
  const read = await provider.read(context.signal);
  if (!read.ok) return { failure: `${provider.title} could not be read: ${read.error.message}.` };
  const state = read.value.resources;
  const wanted = entry === null ? null : desiredOf(entry, state);
  if (wanted?.ok === false) throw badOptions(entry?.id ?? '', wanted.problem);
  const only = selectChecks(checks, { only: input.options.list('only'), stage: undefined });
  const reports = input.options.text('reports');
  const evidence = reports === undefined ? {} : { 'dmarc-reports': await readReports(real, reports) };
  const plan = makePlan({
    tool: `launch-ready ${context.version}`,
    zone,
    provider: entry === null ? { ...provider, id: 'by-hand' } : provider,
    state,
    findings: before.findings.filter(({ check }) => only.some(({ id }) => id === check)),
    fixes: await loadFixes(real.files),
    desired: input.options.list('only').length > 0 ? [] : (wanted?.wishes ?? []),
    book: before.book,
    known: { ...knownFrom(before.book), isDmarcProven: isProven(evidence) },
    manifest: subject.manifest,
    now: real.clock.now(),
    evidence,
    cutover: (input.options.text('cutover') ?? 'auto') as CutoverMode,
    lifetimeMs: minutes(input.options.text('expires') ?? '60') * 60_000,
  });
  if (!isRehearsed(input) || entry === null) return { plan, state, provider, entry, before };
  const tried = await rehearse(context, {
    plan,
    state,
    provider,
    subject,
    checks,
    before,
    outside,
    timeoutMs,
  });
  return { plan: tried, state, provider, entry, before };
}

/** Saved facts cannot be collected again. */
const isRehearsed = ({ options }: CommandInput): boolean =>
  options.text('from') === undefined && !options.isOn('skip-rehearsal');

const isProven = (evidence: {
  readonly 'dmarc-reports'?: readonly { readonly ladder: { readonly isReady: boolean } }[];
}): boolean => evidence['dmarc-reports']?.some(({ ladder }) => ladder.isReady) === true;

async function subjectOf(input: CommandInput, outside: Outside): Promise<Subject> {
  const from = input.options.text('from');
  if (from === undefined) return readSubject(outside, input);
  const { manifest } = await savedFacts(outside, from);
  return { manifest, profile: profileFor(manifest, input.options.text('profile')) };
}

interface Look extends Doors {
  readonly subject: Subject;
  readonly timeoutMs: number;
}

async function look(
  context: CommandContext,
  input: CommandInput,
  { outside, checks, subject, timeoutMs }: Look,
): Promise<Judged> {
  const from = input.options.text('from');
  if (from !== undefined) return judgeFile(await savedFacts(outside, from), subject, checks);
  const progress = progressLine(context, input.options, `Looking at ${subject.manifest.product.domain}`);
  try {
    const file = await collectWith(outside, {
      subject,
      checks,
      timeoutMs,
      tool: `launch-ready ${context.version}`,
      signal: context.signal,
      isActiveAllowed: input.options.isOn('active'),
    });
    return judgeFile(file, subject, checks);
  } finally {
    progress.end();
  }
}

async function keep(
  input: CommandInput,
  { plan, state, entry, before }: MadePlan,
  outside: Outside,
): Promise<void> {
  if (plan.changes.length === 0 || entry === null) return;
  const shelf = new Shelf(outside.files, input.options.text('folder') ?? fixFolder);
  await shelf.keep(plan, state);
  if (input.options.text('from') === undefined)
    await shelf.saveLooked(plan, { findings: before.findings, judgements: before.judgements });
  await shelf.trail({
    at: outside.clock.now(),
    act: 'plan',
    plan: plan.hash,
    domain: plan.domain,
    changes: plan.changes.length,
    manifest: sha256(canonicalJson(entry)).slice(0, 12),
  });
}

async function print(
  context: CommandContext,
  input: CommandInput,
  { made, outside }: { readonly made: MadePlan; readonly outside: Outside },
): Promise<void> {
  const { options } = input;
  const { plan, state, provider, entry } = made;
  const file = options.text('output');
  if (file !== undefined) await writeFile(context, outside, { path: file, text: planText(plan) });
  const kind = options.text('export');
  const missing = kind === undefined ? null : unsaidText(kind, plan);
  if (missing !== null) context.stderr(`${missing}\n`);
  if (kind !== undefined)
    return context.stdout(
      exported(kind, { plan, after: afterOf(plan, state), registrar: options.text('registrar') ?? 'other' }),
    );
  if (options.isOn('json')) return context.stdout(`${JSON.stringify(plan, null, 2)}\n`);
  const palette = context.terminal.hasColour && !options.isOn('plain') ? ansiPalette : plainPalette;
  const permissions = entry === null ? [] : (provider.permissions?.(plan.changes) ?? []);
  context.stdout(renderPlan(plan, { palette, isWhole: false, permissions }));
  if (entry === null && plan.changes.length > 0)
    context.stdout(
      `No provider is named in launch.yaml, so nothing can be applied. For a registrar’s form: add --export steps\n`,
    );
}

function minutes(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value > 0 && value <= 1_440) return value;
  throw new UserError('LR_TIMEOUT_INVALID', {
    what: `--expires ${text.slice(0, 20)} is not a number of minutes.`,
    why: 'A plan is applied to the world it was made for.',
    todo: 'Give 1 to 1440.',
  });
}

const badOptions = (id: string, problem: string): UserError =>
  new UserError('LR_PROVIDER_INVALID', {
    what: `providers[${id}].${problem.slice(0, 400)}`,
    why: 'What is wanted must be readable before anything is planned.',
    todo: 'Correct it below providers in launch.yaml.',
  });
