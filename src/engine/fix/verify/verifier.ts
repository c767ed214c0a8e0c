import type { Manifest } from '../../../model/manifest.ts';
import type { Plan } from '../../../model/fix.ts';
import type { Outside } from '../../../model/outside.ts';
import type { ApplyDeps, Verification } from '../apply/job.ts';
import type { Baseline } from './baseline.ts';
import { visitAll } from './baseline.ts';
import { worsened } from './compare.ts';
import { effectOf, serious } from './findings.ts';
import type { Effect, Looked } from './findings.ts';
import { brokenJourneys } from './journeys.ts';
import type { Walked } from './journeys.ts';
import { runProbes } from './probes.ts';

export interface VerifierDeps {
  readonly baseline: Baseline;
  readonly manifest: Manifest;
  /** A door that remembers nothing of before. */
  readonly openFresh: () => Promise<Outside & AsyncDisposable>;
  /** Collects and judges again; null: only what the plan itself promises is looked at. */
  readonly look: ((outside: Outside) => Promise<Looked>) | null;
  /** Walks the journeys again; absent: nobody asked for it, they leave test data behind. */
  readonly walk?: (outside: Outside) => Promise<readonly Walked[]>;
  readonly clock: Outside['clock'];
  readonly signal: AbortSignal;
  /** Secondary servers and edges need a moment: how long a failure may heal by itself. */
  readonly patienceMs: number;
  readonly onEffect: (effect: Effect) => void;
}

const pauseMs = 1_000;

/** The proof from outside: every server, the parent, certificates, what visitors met before, and the checks once more. */
export const verifierFor =
  (deps: VerifierDeps): ApplyDeps['verify'] =>
  async (plan, at) => {
    const until = deps.clock.now() + deps.patienceMs;
    for (;;) {
      const seen = await lookOnce(plan, at, deps);
      const isOver = deps.clock.now() >= until || deps.signal.aborted;
      if (seen.failures.length === 0 || isOver) return seen;
      await deps.clock.sleep(pauseMs, deps.signal);
    }
  };

async function lookOnce(
  plan: Plan,
  at: { readonly stage: number; readonly isLast: boolean },
  deps: VerifierDeps,
): Promise<Verification> {
  await using outside = await deps.openFresh();
  const { baseline, manifest } = deps;
  const [probes, visits] = await Promise.all([
    runProbes({
      plan,
      stage: at.stage,
      delegation: baseline.delegation,
      aliveServers: baseline.aliveServers,
      outside,
    }),
    visitAll(manifest, outside),
  ]);
  const failures = [
    ...probes.flatMap(({ failure }) => failure ?? []),
    ...worsened(plan, baseline.visits, visits),
  ];
  const checks = probes.length + visits.length;
  if (failures.length > 0 || !at.isLast) return { checks, failures };
  const judged = deps.look === null ? nothing : lookAgain(plan, deps, await deps.look(outside));
  if (judged.failures.length > 0 || deps.walk === undefined || baseline.walked === undefined)
    return { checks: checks + judged.checks, failures: judged.failures };
  // Last: walking leaves test data behind, and a product that is worse already need not be walked.
  const walked = await deps.walk(outside);
  return {
    checks: checks + judged.checks + walked.length,
    failures: brokenJourneys(baseline.walked, walked),
  };
}

const nothing: Verification = { checks: 0, failures: [] };

function lookAgain(plan: Plan, { baseline, onEffect }: VerifierDeps, looked: Looked): Verification {
  const effect = effectOf(plan, baseline.looked, looked);
  onEffect(effect);
  return { checks: looked.judgements.length, failures: effectFailures(plan, effect) };
}

/** New trouble that was not in the plan, and what worked and cannot be told any more. */
function effectFailures({ rehearsal }: Plan, effect: Effect): readonly string[] {
  const agreed = new Set((rehearsal?.introduces ?? []).map(({ check, target }) => `${check} ${target}`));
  const fresh = serious(effect.introduced).filter(
    ({ check, target }) => !agreed.has(`${check} ${target.kind}:${target.name}`),
  );
  return [
    ...fresh.map(({ check, target, found }) => `${check} fails on ${target.name} now: ${found}`),
    ...effect.lost
      .slice(0, 5)
      .map(({ check, target, missing }) => `${check} on ${target} cannot be told any more: ${missing}`),
  ];
}
