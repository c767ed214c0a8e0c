import type { UnixMs } from '../../../model/brand.ts';
import { unixMs } from '../../../model/brand.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Change, Plan, PlannedChange, Provider, Risk } from '../../../model/fix.ts';
import { canonicalJson } from '../../../model/json.ts';
import type { Manifest } from '../../../model/manifest.ts';
import { unsupported } from '../../../protocols/edge/capability.ts';
import { difference, fingerprintOf } from '../../../protocols/edge/state.ts';
import type { Difference, Resources } from '../../../protocols/edge/state.ts';
import { conflictOf } from '../../../protocols/zone/records/conflicts.ts';
import { setFrom, setsOf } from '../../../protocols/zone/records/resources.ts';
import type { FactBook } from '../../fact-book.ts';
import type { DangerContext } from '../dangers/judged.ts';
import { riskOf } from '../dangers/judge.ts';
import type { Known } from '../dangers/known.ts';
import { blastOf } from './blast.ts';
import type { CutoverMode } from './cutover.ts';
import { staged } from './cutover.ts';
import { ordered } from './order.ts';
import { packRules } from './pack.ts';
import { preflightsOf, probesOf } from './proofs.ts';
import { withRuleOrders } from './rule-order.ts';
import { sealed, sha256 } from './seal.ts';
import { withoutChallenges } from './watched.ts';
import { collectWishes } from './wishes.ts';
import type { FixPlugin, Wish } from './wishes.ts';

export interface PlanRequest {
  readonly tool: string;
  readonly zone: string;
  readonly provider: Pick<Provider, 'id' | 'title' | 'capabilities' | 'quotas'>;
  /** What the provider holds now. */
  readonly state: Resources;
  /** In launch order. */
  readonly findings: readonly Finding[];
  readonly fixes: readonly FixPlugin[];
  readonly desired: readonly Omit<Wish, 'finding' | 'group'>[];
  readonly book: FactBook;
  readonly known: Known;
  readonly manifest: Manifest;
  readonly now: UnixMs;
  readonly evidence?: Readonly<Record<string, unknown>>;
  readonly cutover?: CutoverMode;
  /** Default 60 minutes. */
  readonly lifetimeMs?: number;
}

const hourMs = 3_600_000;
const maxRounds = 50;
const soakSeconds: Readonly<Record<Risk, number>> = { safe: 0, ask: 20, dangerous: 60 };

/** Findings and the manifest's wishes as one plan: exact, ordered, with reasons, risks, probes and its way back. Pure. */
export function makePlan(request: PlanRequest): Plan {
  const { settled, refused, notes } = settle(request);
  const context: DangerContext = { ...request, before: request.state, after: settled.final };
  const changes = ordered(difference(request.state, settled.final)).map((change, index) =>
    planned(change, { request, context, wishes: settled.wishes, index }),
  );
  const { changes: all, stages } = staged(changes, request.cutover ?? 'auto');
  const touched = new Set(all.map(({ resource }) => resource));
  return sealed({
    schema: 'launch-ready/plan@1',
    tool: request.tool,
    domain: request.manifest.product.domain,
    zone: request.zone,
    provider: request.provider.id,
    madeAt: request.now,
    expiresAt: unixMs(request.now + (request.lifetimeMs ?? hourMs)),
    manifest: sha256(canonicalJson(request.manifest)),
    before: fingerprintOf(withoutChallenges(request.state)),
    changes: all,
    stages,
    soakSeconds: Math.max(0, ...all.map(({ risk }) => soakSeconds[risk])),
    refused,
    byHand: settled.byHand,
    unmanaged: Object.keys(request.state)
      .filter((resource) => !touched.has(resource))
      .toSorted(),
    notes,
    rehearsal: null,
    inverse: inverseOf(all),
  });
}

/** What takes changes back: the last one first. */
export const inverseOf = (changes: readonly Change[]): readonly Change[] =>
  changes
    .map(({ id, provider, resource, before, after }): Change => ({
      id: `${id}-undo`,
      provider,
      resource,
      before: after,
      after: before,
      risk: 'ask',
      why: 'Takes the change back.',
      cures: [],
    }))
    .toReversed();

interface Settled {
  readonly settled: ReturnType<typeof collectWishes>;
  readonly refused: Plan['refused'];
  readonly notes: readonly string[];
}

/** Leaves out what is impossible, with everything that belongs to it, until the rest is possible as a whole. */
function settle(request: PlanRequest): Settled {
  const excluded = new Map<string, string>();
  const refused = new Map<string, string>();
  for (let round = 0; ; round += 1) {
    const wished = collectWishes({ ...request, excluded });
    const packed = packRules(wished.wishes, request.state, request.provider.quotas ?? {});
    const final = finalState(request.state, packed.wishes);
    const problems = [...impossible({ request, wishes: packed.wishes, final })];
    for (const [group, why] of packed.leftOut) excluded.set(group, why);
    for (const { resource, why } of problems) refused.set(resource, why);
    for (const wish of packed.wishes) {
      const why = problems.find(({ resource }) => resource === wish.resource)?.why;
      if (why !== undefined) excluded.set(wish.group, why);
    }
    const isSettled = problems.length === 0 && packed.leftOut.size === 0;
    if (isSettled || round === maxRounds) {
      const none = isSettled ? packed.wishes : [];
      return {
        settled: { wishes: none, byHand: wished.byHand, final: finalState(request.state, none) },
        refused: [...refused].map(([resource, why]) => ({ resource, why })),
        notes: packed.notes,
      };
    }
  }
}

function finalState(state: Resources, wishes: readonly Wish[]): Resources {
  const next = new Map(Object.entries(state));
  for (const { resource, value } of wishes) {
    if (value === null) next.delete(resource);
    else next.set(resource, value);
  }
  return withRuleOrders(state, Object.fromEntries(next));
}

interface Candidate {
  readonly request: PlanRequest;
  readonly wishes: readonly Wish[];
  readonly final: Resources;
}

/** What the provider cannot hold, a name server would refuse, or is never done automatically. */
function* impossible({
  request,
  final,
}: Candidate): Generator<{ readonly resource: string; readonly why: string }> {
  const context: DangerContext = { ...request, before: request.state, after: final };
  for (const change of difference(request.state, final)) {
    const { resource, after } = change;
    const why =
      unsupported(request.provider, request.zone, { resource, value: after }) ??
      conflict(change, request, final) ??
      riskOf(change, context).refusal;
    if (why !== null) yield { resource, why };
  }
}

function conflict({ resource, after }: Difference, request: PlanRequest, final: Resources): string | null {
  const set = after === null || !resource.startsWith('rrset:') ? null : setFrom(resource, after);
  if (set === null) return null;
  if ('problem' in set) return set.problem;
  const isApexAliasAllowed = request.provider.capabilities['rrset:CNAME@apex']?.can === 'yes';
  return conflictOf(set, { apex: request.zone, sets: setsOf(final), isApexAliasAllowed });
}

interface Planning {
  readonly request: PlanRequest;
  readonly context: DangerContext;
  readonly wishes: readonly Wish[];
  readonly index: number;
}

function planned(change: Difference, { request, context, wishes, index }: Planning): PlannedChange {
  const own = wishes.filter(({ resource }) => resource === change.resource);
  const findings = own.flatMap(({ finding }) => finding ?? []);
  const { risk, dangers } = riskOf(change, context);
  const side = change.after ?? change.before;
  return {
    id: `c${index + 1}`,
    provider: request.provider.id,
    ...change,
    kind: change.before === null ? 'create' : change.after === null ? 'delete' : 'update',
    risk: highest([risk, ...own.map((wish) => wish.risk)]),
    why: [...new Set(own.map(({ why }) => why))].join(' '),
    cures: [...new Set(findings.map(({ fingerprint }) => fingerprint))],
    reasons: findings.map(({ fingerprint, check, target, title, found }) => ({
      finding: fingerprint,
      check,
      target: `${target.kind}:${target.name}`,
      title,
      found: found.slice(0, 400),
    })),
    dangers,
    blast: blastOf(change.resource, side, {
      zone: request.zone,
      state: context.after,
      manifest: request.manifest,
    }),
    preflights: preflightsOf(change, context),
    probes: probesOf(change, context),
  };
}

const grades: readonly Risk[] = ['safe', 'ask', 'dangerous'];
const highest = (risks: readonly Risk[]): Risk =>
  grades[Math.max(...risks.map((risk) => grades.indexOf(risk)))] ?? 'dangerous';
