import { growthOf, type Growth } from '../protocols/load/growth.ts';
import type { LoadPlan } from './plan.ts';
import type { LoadResult } from './result.ts';
import { judgeRoute, ms, type RouteVerdict } from './verdict.ts';

/** The same load at one size of data. */
export interface GrowthStep {
  readonly size: number;
  readonly result: LoadResult;
}

export interface RouteGrowth {
  readonly id: string;
  readonly budgetMs: number;
  readonly points: readonly {
    readonly size: number;
    readonly p95Ms: number | null;
    readonly verdict: RouteVerdict;
  }[];
  /** Null when a size could not be measured, or fewer than four were. */
  readonly growth: Growth | null;
  readonly verdict: 'good' | 'failed' | 'unknown';
  /** One sentence with the figures. */
  readonly text: string;
}

/** Steps in rising size. A size whose figures do not count leaves the class unknown. */
export function growthOfRoutes(plan: LoadPlan, steps: readonly GrowthStep[]): readonly RouteGrowth[] {
  return plan.routes.map((route, at) => {
    const points = steps.flatMap(({ size, result }) => {
      const measured = result.routes[at];
      if (measured === undefined) return [];
      const { verdict, latency } = judgeRoute(route, measured, result);
      return [{ size, p95Ms: latency?.p95.ms ?? null, verdict }];
    });
    const known = points.flatMap(({ size, p95Ms, verdict }) =>
      p95Ms === null || verdict === 'unknown' ? [] : [{ size, p95Ms }],
    );
    const growth = known.length === points.length ? growthOf(known, route.budgetMs) : null;
    const isOver = points.some(({ verdict }) => verdict === 'slow' || verdict === 'failing');
    const verdict = isOver || growth?.class === 'worse' ? 'failed' : growth === null ? 'unknown' : 'good';
    return {
      id: route.id,
      budgetMs: route.budgetMs,
      points,
      growth,
      verdict,
      text: textOf(growth, route.budgetMs),
    };
  });
}

function textOf(growth: Growth | null, budgetMs: number): string {
  if (growth === null)
    return 'The class of its growth is not known: four sizes with figures that count are needed.';
  const { slope, breaksAtSize, isExtrapolated } = growth;
  const limit =
    breaksAtSize === null
      ? `no size within reach breaks ${ms(budgetMs)}`
      : `${ms(budgetMs)} is passed at ${isExtrapolated ? 'about ' : ''}${breaksAtSize}${isExtrapolated ? ', beyond what was measured' : ''}`;
  switch (growth.class) {
    case 'flat':
      return `Flat; ${limit}.`;
    case 'logarithmic':
      return `Logarithmic, ${ms(slope ?? 0)} more with each doubling; ${limit}.`;
    case 'linear':
      return `Linear, ${ms(slope ?? 0)} more per 1000; ${limit}.`;
    case 'worse':
      return `Worse than linear; ${limit}.`;
  }
}
