import { judgeRoute, ms, type JudgedRoute } from '../../load/verdict.ts';
import type { ComparedRoute, LoadDescription } from '../../load/compare.ts';
import type { JourneyStepLoad } from '../../load/journeys.ts';
import type { LoadPlan } from '../../load/plan.ts';
import type { LoadResult } from '../../load/result.ts';
import { plural } from '../../model/words.ts';

export type LoadVerdict = 'good' | 'failed' | 'unknown';

/** The result of `load`, as `--json` prints it. */
export interface LoadDocument extends Omit<LoadResult, 'routes'> {
  readonly schema: 'launch-ready/load@1';
  readonly tool: { readonly name: 'launch-ready'; readonly version: string };
  readonly product: string;
  readonly token: string;
  readonly startedAt: number;
  readonly verdict: LoadVerdict;
  readonly headline: string;
  readonly routes: readonly JudgedRoute[];
  /** Routes left out, and why. */
  readonly notAsked: readonly string[];
  /** Two runs may be compared when these are equal. */
  readonly load: LoadDescription;
  /** Each step of the journeys that were walked. */
  readonly steps: readonly JourneyStepLoad[];
  /** Against the baseline; empty without one. */
  readonly comparison: readonly ComparedRoute[];
}

export function loadDocument(
  plan: LoadPlan,
  result: LoadResult,
  about: Pick<LoadDocument, 'product' | 'startedAt' | 'notAsked' | 'steps'> & { readonly version: string },
): LoadDocument {
  const { version, steps, ...rest } = about;
  const routes = result.routes.flatMap((each, at) => {
    const route = plan.routes[at];
    return route === undefined ? [] : [judgeRoute(route, each, result)];
  });
  const verdict = verdictOf(plan, routes, result);
  return {
    schema: 'launch-ready/load@1',
    tool: { name: 'launch-ready', version },
    ...rest,
    token: plan.token,
    verdict,
    headline: plan.isStepped ? kneeLine(result) : headlineOf(routes),
    load: descriptionOf(plan),
    comparison: [],
    steps,
    ...result,
    routes,
  };
}

export function descriptionOf({ shape, routes, spacing }: LoadPlan): LoadDescription {
  const measured = shape.filter(({ isMeasured }) => isMeasured);
  return {
    rate: Math.max(0, ...measured.map(({ toRate }) => toRate)),
    durationMs: measured.reduce((sum, { durationMs }) => sum + durationMs, 0),
    rounds: measured.length,
    spacing,
    mix: routes.map(({ id, weight }) => `${id} ${weight}`),
  };
}

/** With what changed since the baseline; a regression is a failure whatever the budget says. */
export function against(document: LoadDocument, comparison: readonly ComparedRoute[]): LoadDocument {
  const worse = comparison.filter(({ verdict }) => verdict === 'slower' || verdict === 'failing');
  const [first] = worse;
  if (first !== undefined) {
    const headline = `${worse.length} of ${plural(comparison.length, 'route')} worse than before: ${first.id}, ${first.text}`;
    return { ...document, comparison, verdict: 'failed', headline };
  }
  const isOpen = comparison.some(({ verdict }) => verdict === 'unknown');
  return {
    ...document,
    comparison,
    verdict: isOpen && document.verdict === 'good' ? 'unknown' : document.verdict,
  };
}

/** Stepping goes on until something gives way: what counts is whether the first rate held. */
function verdictOf(
  plan: LoadPlan,
  routes: readonly JudgedRoute[],
  { knee, stopped }: LoadResult,
): LoadVerdict {
  if (plan.isStepped && knee !== null && knee.holdsRate !== null) return 'good';
  if (routes.some(({ verdict }) => verdict === 'failing' || verdict === 'slow')) return 'failed';
  const isWhole = stopped === null && routes.every(({ verdict }) => verdict === 'good');
  return isWhole ? 'good' : 'unknown';
}

function headlineOf(routes: readonly JudgedRoute[]): string {
  const bad = routes.filter(({ verdict }) => verdict === 'slow' || verdict === 'failing');
  const open = routes.filter(({ verdict }) => verdict === 'unknown').length;
  const [worst] = bad.toSorted((a, b) => (b.latency?.p95.ms ?? Infinity) - (a.latency?.p95.ms ?? Infinity));
  if (worst !== undefined)
    return `${bad.length} of ${plural(routes.length, 'route')} not within budget: ${worst.id}, ${worst.text}`;
  if (open > 0) return `Nothing can be said about ${open} of ${plural(routes.length, 'route')}.`;
  return `${plural(routes.length, 'route')} within budget.`;
}

const reasons = {
  latency: 'the p95 passed the budget',
  errors: 'more than 1 % failed',
  throughput: 'answers fell behind',
  'own-side': 'this machine could not send faster',
} as const;

export function kneeLine({ knee, segments }: LoadResult): string {
  if (knee === null || (knee.holdsRate === null && knee.breaksRate === null)) return 'No step was finished.';
  const p95 = segments.findLast(({ toRate }) => toRate === knee.holdsRate)?.latency?.p95.ms;
  const holds =
    knee.holdsRate === null
      ? 'Not even the first rate held'
      : `Holds ${Math.round(knee.holdsRate)} requests a second${p95 === undefined ? '' : ` (p95 ${ms(p95)})`}`;
  if (knee.breaksRate === null || knee.reason === null) return `${holds}; no higher rate was tried.`;
  return `${holds}; at ${Math.round(knee.breaksRate)} ${reasons[knee.reason]}.`;
}
