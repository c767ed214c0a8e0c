import { chanceFor, compareRoute, type RouteComparison } from '../protocols/load/compare.ts';
import { maxErrorShare } from '../protocols/load/knee.ts';
import { percent } from './verdict.ts';

/** What a comparison needs of a run; part of the JSON of `load`. */
export interface ComparedRun {
  readonly load: LoadDescription;
  readonly isValid: boolean;
  readonly routes: readonly {
    readonly id: string;
    readonly errorShare: number;
    readonly rounds: readonly { readonly p95Ms: number }[];
  }[];
}

/** Two runs are comparable when these are equal. */
export interface LoadDescription {
  readonly rate: number;
  readonly durationMs: number;
  readonly rounds: number;
  readonly spacing: string;
  /** Routes with their weights: who shares the machine matters. */
  readonly mix: readonly string[];
}

export interface ComparedRoute extends Omit<RouteComparison, 'verdict'> {
  readonly id: string;
  readonly verdict: RouteComparison['verdict'] | 'failing';
}

export type Comparability = { readonly isSame: true } | { readonly isSame: false; readonly why: string };

export function comparable(before: LoadDescription, after: LoadDescription): Comparability {
  const differing = (['rate', 'durationMs', 'rounds', 'spacing', 'mix'] as const).find(
    (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  if (differing === undefined) return { isSame: true };
  const why = `${differing} was ${shown(before[differing])} before and is ${shown(after[differing])} now`;
  return { isSame: false, why };
}

const shown = (value: unknown): string => JSON.stringify(value).slice(0, 120);

/** Route by route; more errors are a regression whatever the latency. */
export function compareRuns(
  before: ComparedRun,
  after: ComparedRun,
  how: { readonly tolerance: number; readonly isPaired: boolean },
): readonly ComparedRoute[] {
  const options = { ...how, significance: chanceFor(how.isPaired ? 1 : after.routes.length) };
  return after.routes.map((route) => {
    const was = before.routes.find(({ id }) => id === route.id);
    const figures = (of: typeof was): readonly number[] => of?.rounds.map(({ p95Ms }) => p95Ms) ?? [];
    const compared = compareRoute(figures(was), figures(route), options);
    const base = { ...compared, id: route.id };
    if (was !== undefined && route.errorShare > Math.max(was.errorShare, maxErrorShare))
      return {
        ...base,
        verdict: 'failing',
        text: `${percent(route.errorShare)} of requests fail, ${percent(was.errorShare)} before.`,
      };
    if (was === undefined) return { ...base, verdict: 'unknown', text: 'It was not asked before.' };
    if (!before.isValid || !after.isValid)
      return {
        ...base,
        verdict: 'unknown',
        text: 'The machine that sent was the bottleneck in one of the runs.',
      };
    return base;
  });
}
