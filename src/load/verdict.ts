import { maxErrorShare } from '../protocols/load/knee.ts';
import { judgeOwnSide, type OwnSide } from '../protocols/load/own-side.ts';
import type { LoadRoute } from './plan.ts';
import type { LoadResult, RouteResult } from './result.ts';

/** `slow`: over the budget, below where it fails outright. `unknown` is never good. */
export type RouteVerdict = 'good' | 'slow' | 'failing' | 'unknown';

export interface JudgedRoute extends RouteResult {
  readonly budgetMs: number;
  readonly failingMs: number | null;
  readonly verdict: RouteVerdict;
  /** One sentence with the figure. */
  readonly text: string;
  /** The whole confidence range of the p95 lies on the verdict's side of the budget. */
  readonly isCertain: boolean;
}

/** With fewer, one request in twenty is two or three requests. */
export const minRequests = 60;

export function judgeRoute(route: LoadRoute, result: RouteResult, run: LoadResult): JudgedRoute {
  const { budgetMs, failingMs } = route;
  const judged = { ...result, budgetMs, failingMs };
  const p95 = result.latency?.p95 ?? null;
  const isCertain =
    p95 !== null &&
    (p95.ms <= budgetMs
      ? p95.highMs !== null && p95.highMs <= budgetMs
      : p95.lowMs !== null && p95.lowMs > budgetMs);
  const [verdict, text] = verdictOf(route, result, run);
  return { ...judged, verdict, text, isCertain: verdict === 'failing' ? true : isCertain };
}

function verdictOf(
  { budgetMs, failingMs }: LoadRoute,
  { latency, errorShare, sent, example }: RouteResult,
  run: LoadResult,
): readonly [RouteVerdict, string] {
  if (sent === 0) return ['unknown', 'Nothing was sent: the run ended before its turn came.'];
  const failed = `${percent(errorShare)} of ${sent} requests failed${example === null ? '' : `: ${example}`}`;
  if (errorShare > maxErrorShare) return ['failing', `${failed}.`];
  if (latency === null) return ['unknown', 'No request was answered.'];
  const p95 = `p95 ${ms(latency.p95.ms)}, budget ${ms(budgetMs)}`;
  const own = ownSideOfRoute(run, { p95Ms: latency.p95.ms, budgetMs });
  if (own.isBottleneck) {
    const late = `sent up to ${ms(own.latenessP99Ms)} late, ${ms(own.allowedMs)} allowed`;
    return ['unknown', `This machine was the bottleneck (${late}); the figures do not count: ${p95}.`];
  }
  if (sent < minRequests)
    return ['unknown', `${sent} requests are too few for a p95; ${minRequests} are needed.`];
  if (latency.p95.ms <= budgetMs) return ['good', `${p95}.`];
  const isFailing = failingMs !== null && latency.p95.ms > failingMs;
  return [isFailing ? 'failing' : 'slow', `${p95}${isFailing ? `, failing above ${ms(failingMs)}` : ''}.`];
}

/** Lateness is that of the whole run; what it may be is a matter of the route. */
const ownSideOfRoute = ({ ownSide }: LoadResult, against: Parameters<typeof judgeOwnSide>[1]): OwnSide =>
  judgeOwnSide({ p50Ms: ownSide.latenessP50Ms, p99Ms: ownSide.latenessP99Ms }, against);

export const ms = (figure: number): string =>
  figure >= 10_000
    ? `${(figure / 1000).toFixed(1)} s`
    : `${figure >= 100 ? Math.round(figure) : Number(figure.toPrecision(3))} ms`;

export const percent = (share: number): string => `${Number((share * 100).toPrecision(2))} %`;
