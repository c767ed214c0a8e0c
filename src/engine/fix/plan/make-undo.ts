import type { UnixMs } from '../../../model/brand.ts';
import { unixMs } from '../../../model/brand.ts';
import type { Plan, PlannedChange } from '../../../model/fix.ts';
import { canonicalJson } from '../../../model/json.ts';
import type { Manifest } from '../../../model/manifest.ts';
import { fingerprintOf, isSameResource } from '../../../protocols/edge/state.ts';
import type { Difference, Resources } from '../../../protocols/edge/state.ts';
import { expectedAfter } from '../apply/steps.ts';
import type { DangerContext } from '../dangers/judged.ts';
import { riskOf } from '../dangers/judge.ts';
import { nothingKnown } from '../dangers/known.ts';
import { inverseOf } from './make-plan.ts';
import { ordered } from './order.ts';
import { probesOf } from './proofs.ts';
import { sealed, sha256 } from './seal.ts';
import { withoutChallenges } from './watched.ts';

export interface UndoRequest {
  /** What the provider holds now. */
  readonly state: Resources;
  readonly now: UnixMs;
  readonly manifest: Manifest;
}

export type Undo =
  | { readonly ok: true; readonly plan: Plan }
  /** Resources that somebody changed since: nothing of theirs is overwritten. */
  | { readonly ok: false; readonly foreign: readonly string[] };

const lifetimeMs = 3_600_000;

/** The plan that restores every value of another plan, byte for byte. */
export function makeUndo(plan: Plan, { state, now, manifest }: UndoRequest): Undo {
  const steps = [{ stage: 0, changes: plan.changes }];
  const [before, after] = [expectedAfter(steps, 0), expectedAfter(steps, 1)];
  const foreign = Object.keys(after).filter(
    (resource) => !isSameResource(resource, state[resource] ?? null, after[resource] ?? null),
  );
  if (foreign.length > 0) return { ok: false, foreign };
  const wanted = { ...state, ...before };
  const restored = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== null));
  const context: DangerContext = {
    zone: plan.zone,
    before: state,
    after: restored,
    manifest,
    known: nothingKnown,
  };
  const differences = Object.keys(before)
    .filter((resource) => !isSameResource(resource, before[resource] ?? null, after[resource] ?? null))
    .map((resource) => ({ resource, before: after[resource] ?? null, after: before[resource] ?? null }));
  const changes = ordered(differences).map((change, index) => undoing(plan, change, { context, index }));
  return { ok: true, plan: undoPlan(plan, changes, { state, now, manifest }) };
}

function undoing(
  plan: Plan,
  change: Difference,
  { context, index }: { readonly context: DangerContext; readonly index: number },
): PlannedChange {
  const { risk, dangers } = riskOf(change, context);
  const origin = plan.changes.find(({ resource }) => resource === change.resource);
  return {
    id: `u${index + 1}`,
    provider: plan.provider,
    ...change,
    kind: change.before === null ? 'create' : change.after === null ? 'delete' : 'update',
    // Taking back is never harmless: what was cured comes back.
    risk: risk === 'safe' ? 'ask' : risk,
    why: `As it was before plan ${plan.hash.slice(0, 12)}.`,
    cures: [],
    reasons: [],
    dangers,
    blast: origin?.blast ?? { hosts: [], journeys: [], mails: [] },
    preflights: [],
    probes: probesOf(change, context).filter(({ kind }) => kind !== 'tls'),
  };
}

const undoPlan = (
  plan: Plan,
  changes: readonly PlannedChange[],
  { state, now, manifest }: UndoRequest,
): Plan =>
  sealed({
    schema: 'launch-ready/plan@1',
    tool: plan.tool,
    domain: plan.domain,
    zone: plan.zone,
    provider: plan.provider,
    madeAt: now,
    expiresAt: unixMs(now + lifetimeMs),
    manifest: sha256(canonicalJson(manifest)),
    before: fingerprintOf(withoutChallenges(state)),
    changes,
    stages: [{ title: 'Undo', changes: changes.map(({ id }) => id), waitSeconds: 0, why: '' }],
    soakSeconds: 0,
    refused: [],
    byHand: [],
    unmanaged: [],
    notes: [`Undoes plan ${plan.hash.slice(0, 12)}.`],
    rehearsal: null,
    inverse: inverseOf(changes),
  });
