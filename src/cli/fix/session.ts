import { JournalFailure } from '../../engine/fix/apply/standing.ts';
import type { Job, Outcome } from '../../engine/fix/apply/job.ts';
import { outcome } from '../../engine/fix/apply/job.ts';
import { takeLock } from '../../engine/fix/apply/lock.ts';
import { stepsOf } from '../../engine/fix/apply/steps.ts';
import { takeBaseline } from '../../engine/fix/verify/baseline.ts';
import type { Baseline } from '../../engine/fix/verify/baseline.ts';
import type { Effect, Looked } from '../../engine/fix/verify/findings.ts';
import { runPreflights } from '../../engine/fix/verify/preflight.ts';
import { verifierFor } from '../../engine/fix/verify/verifier.ts';
import type { CheckPlugin } from '../../engine/judge.ts';
import { UserError } from '../../model/error.ts';
import type { Plan, Provider } from '../../model/fix.ts';
import type { Outside } from '../../model/outside.ts';
import { seconds } from '../audit/facts-source.ts';
import { loadChecks } from '../audit/plugins.ts';
import { openSubjectNetwork, readSubject } from '../audit/subject.ts';
import type { Subject } from '../audit/subject.ts';
import type { CommandContext, CommandInput } from '../command.ts';
import { collectWith, isAffected, judgeFile, restricted } from './looking.ts';
import type { LookRequest } from './looking.ts';
import { fixFolder } from './options.ts';
import { openProvider } from './provider.ts';
import { walkFor } from './walking.ts';
import { Shelf } from './shelf.ts';

/** Everything a run that writes needs, made once. */
export interface Session {
  readonly context: CommandContext;
  readonly input: CommandInput;
  readonly outside: Outside;
  readonly shelf: Shelf;
  readonly subject: Subject;
}

/** The arguments of these commands name a plan, not a domain. */
export async function openSession(
  context: CommandContext,
  input: CommandInput,
): Promise<Session & AsyncDisposable> {
  const plain = { ...input, arguments: [] };
  const outside = await openSubjectNetwork(context, plain);
  const subject = await readSubject(outside, plain);
  const shelf = new Shelf(outside.files, input.options.text('folder') ?? fixFolder);
  return {
    context,
    input,
    outside,
    shelf,
    subject,
    [Symbol.asyncDispose]: () => outside[Symbol.asyncDispose](),
  };
}

export async function providerOf({ subject, outside }: Session, plan: Plan): Promise<Provider> {
  const entry = subject.manifest.providers.find(
    ({ kind, zone, id }) => zone === plan.zone && (kind === plan.provider || id === plan.provider),
  );
  if (entry !== undefined) return openProvider(entry, outside);
  throw new UserError('LR_PROVIDER_INVALID', {
    what: `launch.yaml names no ${plan.provider} for the zone ${plan.zone}, which the plan was made for.`,
    why: 'A plan is applied where it was made, nowhere else.',
    todo: 'Run this with the launch.yaml the plan was made with, or make a new plan.',
  });
}

/** Runs work on a plan under the lock, with the proof from outside, and keeps the receipt and the trail. */
export async function withJob(
  session: Session,
  plan: Plan,
  work: (job: Job) => Promise<Outcome>,
): Promise<Outcome> {
  const { outside, shelf, context } = session;
  const provider = await providerOf(session, plan);
  const locked = await takeLock(outside, `${shelf.folder}/${plan.zone}.lock`);
  if (!locked.ok)
    throw new UserError('LR_PLAN_LOCKED', {
      what: `${plan.zone}: ${locked.error.message}.`,
      why: 'Two runs at once could undo each other.',
      todo: 'Wait until it ends.',
    });
  const effects: Effect[] = [];
  try {
    const journal = await shelf.journal(plan);
    const baseline = await baselineFor(session, plan);
    const job: Job = {
      plan,
      steps: stepsOf(plan, provider),
      journal,
      deps: {
        provider,
        outside,
        signal: context.signal,
        preflight: (each) => runPreflights(each, outside),
        verify: await verifyFor(session, baseline, (effect) => effects.push(effect)),
        onStep: (text) => (session.input.options.isOn('quiet') ? undefined : context.stderr(`${text}\n`)),
        renew: locked.value.renew,
        maxWaitMs: secondsOf(session.input, 'wait', 120) * 1000,
        ...soakOf(session.input),
      },
    };
    const ended = await work(job);
    await conclude(session, { plan, provider, ended, effect: effects.at(-1) ?? null });
    return ended;
  } catch (error) {
    if (error instanceof JournalFailure)
      return outcome('could-not-look', `${error.message}. Nothing more was written.`);
    throw error;
  } finally {
    await locked.value.release();
  }
}

const soakOf = (input: CommandInput): { readonly soakSeconds?: number } =>
  input.options.text('soak') === undefined ? {} : { soakSeconds: secondsOf(input, 'soak', 0) };

function secondsOf({ options }: CommandInput, name: string, usual: number): number {
  const value = Number(options.text(name) ?? usual);
  if (Number.isFinite(value) && value >= 0 && value <= 172_800) return value;
  throw new UserError('LR_NUMBER_INVALID', {
    what: `--${name} is not a number of seconds.`,
    why: 'Every wait has its limit.',
    todo: 'Give 0 to 172800.',
  });
}

/** Taken once, before the first write; a run taken up again compares with the same. */
async function baselineFor(session: Session, plan: Plan): Promise<Baseline> {
  const { shelf, outside, subject } = session;
  const journal = await shelf.journal(plan);
  // A plan that takes another back was given that one's baseline: things must be as they were before it.
  const isGiven = journal.entries.length > 0 || plan.notes.some((note) => note.startsWith('Undoes plan '));
  const kept = isGiven ? await shelf.baseline(plan) : null;
  if (kept !== null) return kept;
  const looked = isAudited(session) ? await lookedBefore(session, plan) : { findings: [], judgements: [] };
  const walk = walkFor(session);
  const walked = walk === null ? {} : { walked: await walk(outside) };
  const baseline = await takeBaseline({ plan, manifest: subject.manifest, looked, ...walked }, outside);
  await shelf.saveBaseline(plan, baseline);
  return baseline;
}

/** A plan of the last ten minutes was made from a look that still holds. */
async function lookedBefore(session: Session, plan: Plan): Promise<Looked> {
  const { shelf, outside } = session;
  const request = await lookRequest(session);
  const kept = outside.clock.now() - plan.madeAt < freshMs ? await shelf.looked(plan) : null;
  return kept === null ? lookOnce(session, request, outside) : restricted(kept, request.checks);
}

const freshMs = 600_000;

const isAudited = ({ input }: Session): boolean => !input.options.isOn('skip-audit');

async function lookRequest({ context, input, outside, subject }: Session): Promise<LookRequest> {
  const checks: readonly CheckPlugin[] = (await loadChecks(outside.files)).filter(isAffected);
  const timeoutMs = seconds(input.options.text('timeout') ?? '60') * 1000;
  return { subject, checks, timeoutMs, tool: `launch-ready ${context.version}`, signal: context.signal };
}

async function lookOnce(
  { subject, input, context }: Session,
  request: LookRequest,
  outside: Outside,
): Promise<Looked> {
  if (!input.options.isOn('quiet')) context.stderr('Looking from outside …\n');
  return restricted(judgeFile(await collectWith(outside, request), subject, request.checks), request.checks);
}

async function verifyFor(
  session: Session,
  baseline: Baseline,
  onEffect: (effect: Effect) => void,
): Promise<Job['deps']['verify']> {
  const { context, input, subject, outside } = session;
  const request = await lookRequest(session);
  const walk = walkFor(session);
  return verifierFor({
    ...(walk === null ? {} : { walk }),
    baseline,
    manifest: subject.manifest,
    openFresh: () => openSubjectNetwork(context, { ...input, arguments: [] }),
    look:
      isAudited(session) && baseline.looked.judgements.length > 0
        ? (fresh) => lookOnce(session, request, fresh)
        : null,
    clock: outside.clock,
    signal: context.signal,
    patienceMs: secondsOf(input, 'patience', 30) * 1000,
    onEffect,
  });
}

interface Concluded {
  readonly plan: Plan;
  readonly provider: Provider;
  readonly ended: Outcome;
  readonly effect: Effect | null;
}

/** Who did what, when, with which result; and what the provider holds now, for `drift`. */
async function conclude(
  { shelf, outside, context }: Session,
  { plan, provider, ended, effect }: Concluded,
): Promise<void> {
  const at = outside.clock.now();
  const by = outside.env.get('USER') ?? outside.env.get('LOGNAME') ?? 'unknown';
  const cured = (effect?.cured ?? []).map(({ check, target }) => `${check}@${target.name}`);
  const uncured = (effect?.uncured ?? []).map(({ check, target }) => `${check}@${target.name}`);
  await shelf.saveReceipt(plan, {
    schema: 'launch-ready/receipt@1',
    plan: plan.hash,
    at,
    by,
    ...ended,
    cured,
    uncured,
  });
  await shelf.trail({
    at,
    act: 'apply',
    by,
    plan: plan.hash,
    domain: plan.domain,
    provider: plan.provider,
    state: ended.state,
    says: ended.says.slice(0, 500),
  });
  if (effect !== null && ended.state === 'done' && uncured.length > 0)
    context.stderr(`Applied, and not cured yet: ${uncured.join(', ')}\n`);
  if (ended.state !== 'done' && ended.state !== 'rolled-back') return;
  const now = await provider.read(new AbortController().signal);
  if (now.ok) await shelf.saveState(`${provider.id}-${plan.zone}`, now.value.resources);
}
