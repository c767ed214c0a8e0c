import type { Finding } from '../../../model/finding.ts';
import type { Fix, FixContext, FixProposal, LeftByHand, Risk } from '../../../model/fix.ts';
import type { Json } from '../../../model/json.ts';
import type { Manifest } from '../../../model/manifest.ts';
import type { Needs } from '../../../model/need.ts';
import type { Plugin } from '../../../model/plugin.ts';
import type { UnixMs } from '../../../model/brand.ts';
import { canonicalResource, isSameResource } from '../../../protocols/edge/state.ts';
import type { Resources } from '../../../protocols/edge/state.ts';
import type { FactBook } from '../../fact-book.ts';

export type FixPlugin = Plugin<Fix<Needs>>;

/** One resource as somebody wants it: a fix because of a finding, or the manifest's own words (`finding: null`). */
export interface Wish {
  readonly resource: string;
  readonly value: Json;
  readonly risk: Risk;
  readonly why: string;
  readonly finding: Finding | null;
  /** Wishes of one group are made together or not at all. */
  readonly group: string;
}

export interface WishRequest {
  /** In launch order: where two want different things, the first wins. */
  readonly findings: readonly Finding[];
  readonly fixes: readonly FixPlugin[];
  readonly book: FactBook;
  readonly manifest: Manifest;
  readonly zone: string;
  readonly state: Resources;
  readonly now: UnixMs;
  /** What was learnt outside an audit; see `FixContext.evidence`. */
  readonly evidence?: Readonly<Record<string, unknown>>;
  /** What the manifest wants besides. */
  readonly desired: readonly Omit<Wish, 'finding' | 'group'>[];
  /** Groups that turned out to be impossible, with the reason. */
  readonly excluded: ReadonlyMap<string, string>;
}

export interface Wishes {
  readonly wishes: readonly Wish[];
  readonly byHand: readonly LeftByHand[];
  readonly final: Resources;
}

/** Runs the fixes one after the other, each on the state the ones before left: two edits of one record become one. */
export function collectWishes(request: WishRequest): Wishes {
  const wishes: Wish[] = [];
  const byHand: LeftByHand[] = [];
  let state = request.state;
  const take = (more: readonly Wish[]): void => {
    const real = more.filter(
      ({ resource, value }) => !isSameResource(resource, state[resource] ?? null, value),
    );
    wishes.push(...real);
    state = withWishes(state, real);
  };
  for (const wish of request.desired) {
    const group = `manifest ${wish.resource}`;
    if (!request.excluded.has(group)) take([{ ...wish, finding: null, group }]);
  }
  for (const finding of request.findings) {
    const proposal = firstProposal(finding, request, state);
    if (proposal === null) byHand.push(handStepFor(finding, request));
    else {
      take(proposal.wishes);
      byHand.push(...proposal.byHand);
    }
  }
  return { wishes, byHand: distinctSteps(byHand), final: state };
}

const withWishes = (state: Resources, wishes: readonly Wish[]): Resources => {
  const next = new Map(Object.entries(state));
  for (const { resource, value } of wishes) {
    if (value === null) next.delete(resource);
    else next.set(resource, canonicalResource(resource, value));
  }
  return Object.fromEntries(next);
};

interface Accepted {
  readonly wishes: readonly Wish[];
  readonly byHand: readonly LeftByHand[];
}

/** The first fix that knows what to do about this finding and was not found impossible. */
function firstProposal(finding: Finding, request: WishRequest, state: Resources): Accepted | null {
  let steps: readonly LeftByHand[] = [];
  for (const plugin of request.fixes) {
    if (!plugin.definition.cures.includes(finding.check)) continue;
    const group = `${finding.fingerprint} ${plugin.id}`;
    if (request.excluded.has(group)) continue;
    const proposal = propose(plugin, finding, { ...request, state });
    if (proposal === null) continue;
    const hand = (proposal.byHand ?? []).map((step) => ({ ...step, ...aboutFinding(finding) }));
    if (proposal.wanted.length > 0)
      return { wishes: proposal.wanted.map((wanted) => ({ ...wanted, finding, group })), byHand: hand };
    if (steps.length === 0) steps = hand;
  }
  return steps.length > 0 ? { wishes: [], byHand: steps } : null;
}

function propose(plugin: FixPlugin, finding: Finding, request: WishRequest): FixProposal | null {
  const needed = request.book.needed(plugin.definition.needs, finding.target);
  if ('missing' in needed) return null;
  const { manifest, zone, state, now, evidence } = request;
  const context: FixContext = { manifest, zone, state, now, evidence: evidence ?? {} };
  return plugin.definition.plan(finding, needed.values as never, context);
}

const aboutFinding = (finding: Finding): Pick<LeftByHand, 'finding' | 'check' | 'target'> => ({
  finding: finding.fingerprint,
  check: finding.check,
  target: `${finding.target.kind}:${finding.target.name}`,
});

/** Nobody here can do it: what the check says, and why a fix that exists is not taken. */
function handStepFor(finding: Finding, { excluded }: WishRequest): LeftByHand {
  const reason = [...excluded].find(([group]) => group.startsWith(`${finding.fingerprint} `))?.[1];
  const what = reason === undefined ? finding.fix : `${finding.fix} (Not done for you: ${reason}.)`;
  return { who: handFor(finding), what, ...aboutFinding(finding) };
}

function handFor({ check, stage }: Finding): LeftByHand['who'] {
  if (check.startsWith('domain/registration')) return 'registrar';
  if (check.startsWith('tls/')) return 'web host';
  if (check.startsWith('mail/mx')) return 'mail service';
  if (check.startsWith('domain/')) return 'dns host';
  return stage === 'mail'
    ? 'mail service'
    : ['redirects', 'edge', 'caching'].includes(stage)
      ? 'web host'
      : 'owner';
}

const distinctSteps = (steps: readonly LeftByHand[]): readonly LeftByHand[] => [
  ...new Map(steps.map((step) => [`${step.who} ${step.what} ${step.target}`, step])).values(),
];
