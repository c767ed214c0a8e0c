import {
  gateSchema,
  type GateOptions,
  type GateProblem,
  type GateResult,
  type GateStatus,
  type GateStep,
} from '../model/deploy.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Outside } from '../model/outside.ts';
import { plural } from '../model/words.ts';

/** What a step found; the gate adds who it is and how long it took. */
export interface GateOutcome {
  readonly status: GateStatus;
  /** One sentence with the figure. */
  readonly found: string;
  readonly todo?: string;
  readonly problems?: readonly GateProblem[];
  readonly evidence?: readonly Evidence[];
}

export interface GateAt {
  readonly options: GateOptions;
  readonly outside: Outside;
  readonly signal: AbortSignal;
  /** The repository: `repository.path` seen from the manifest's folder. */
  readonly repository: string;
}

/** One thing that must hold before a release. Steps that need collectors are handed in by whoever runs the gate. */
export interface GatePlan {
  readonly id: string;
  readonly title: string;
  readonly run: (at: GateAt) => Promise<GateOutcome>;
}

/** Every step in order; one that fails does not keep the next from being looked at. */
export async function passThrough(
  plans: readonly GatePlan[],
  options: GateOptions,
  at: { readonly outside: Outside; readonly signal: AbortSignal },
): Promise<GateResult> {
  const { clock } = at.outside;
  const startedAt = clock.now();
  const startedMs = clock.monotonicMs();
  const repository = repositoryOf(options);
  const steps: GateStep[] = [];
  for (const plan of plans) {
    if (at.signal.aborted) break;
    options.onProgress?.(plan.title);
    const since = clock.monotonicMs();
    const outcome: GateOutcome = options.skip.includes(plan.id)
      ? { status: 'skipped', found: 'left out on purpose' }
      : await plan.run({ ...at, options, repository });
    steps.push(stepOf(plan, outcome, clock.monotonicMs() - since));
  }
  const verdict = verdictOf(steps);
  const tookMs = clock.monotonicMs() - startedMs;
  return {
    schema: gateSchema,
    verdict,
    headline: headlineOf(steps, verdict),
    environment: options.environment,
    ...(await commitOf(at, repository)),
    startedAt,
    tookMs,
    steps,
  };
}

const stepOf = ({ id, title }: GatePlan, outcome: GateOutcome, tookMs: number): GateStep => ({
  id,
  title,
  status: outcome.status,
  found: outcome.found,
  todo: outcome.todo ?? null,
  problems: outcome.problems ?? [],
  evidence: outcome.evidence ?? [],
  tookMs,
});

export function repositoryOf({ manifest, folder }: GateOptions): string {
  const path = manifest.repository.path ?? '.';
  return path === '.' ? folder : path.startsWith('/') ? path : `${folder}/${path}`;
}

function verdictOf(steps: readonly GateStep[]): GateResult['verdict'] {
  if (steps.some(({ status }) => status === 'fail')) return 'fail';
  const isSilent = steps.every(({ status }) => status === 'skipped');
  return isSilent || steps.some(({ status }) => status === 'unknown') ? 'could not look' : 'pass';
}

function headlineOf(steps: readonly GateStep[], verdict: GateResult['verdict']): string {
  const of = (status: GateStatus): readonly GateStep[] => steps.filter((step) => step.status === status);
  const [failed, unknown, passed] = [of('fail'), of('unknown'), of('pass')];
  if (verdict === 'fail')
    return `Gate closed: ${failed
      .map(({ title, found }) => `${title.toLowerCase()}: ${found}`)
      .slice(0, 2)
      .join('; ')}${failed.length > 2 ? `; and ${failed.length - 2} more` : ''}`;
  if (verdict === 'could not look')
    return unknown.length === 0
      ? 'Gate closed: nothing was looked at'
      : `Gate closed: ${plural(unknown.length, 'question')} open: ${unknown.map(({ title }) => title.toLowerCase()).join(', ')}`;
  return `Gate open: ${plural(passed.length, 'step')} passed`;
}

async function commitOf(
  { outside, signal }: { readonly outside: Outside; readonly signal: AbortSignal },
  folder: string,
): Promise<Pick<GateResult, 'commit' | 'branch'>> {
  const [commit, branch] = await Promise.all([
    gitLine(outside, { folder, signal }, ['rev-parse', 'HEAD']),
    gitLine(outside, { folder, signal }, ['symbolic-ref', '--short', 'HEAD']),
  ]);
  return { commit, branch };
}

/** The first line git prints; null when it fails. Hooks and programs of the repository are not run. */
export async function gitLine(
  outside: Outside,
  at: { readonly folder: string; readonly signal: AbortSignal },
  args: readonly string[],
): Promise<string | null> {
  const done = await outside.processes.run({
    command: 'git',
    args: ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', ...args],
    cwd: at.folder,
    env: { GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' },
    timeoutMs: 60_000,
    signal: at.signal,
  });
  if (!done.ok || done.value.exitCode !== 0) return null;
  return Buffer.from(done.value.stdout).toString('utf8').split('\n')[0]?.trim() ?? null;
}
