import { absoluteAddress } from '../../journeys/addresses.ts';
import type { JourneyParts } from '../../journeys/work.ts';
import { journeyTarget, type JourneyTarget } from '../../load/journeys.ts';
import type { LoadRoute } from '../../load/plan.ts';
import { UserError } from '../../model/error.ts';
import type { ManifestJourney } from '../../model/manifest.ts';
import { nearest } from '../../model/nearest.ts';
import type { Profile } from '../../model/profile.ts';
import type { ParsedOptions } from '../command.ts';

export interface Scenarios {
  readonly routes: readonly LoadRoute[];
  /** By the id of the route that stands for the journey. */
  readonly targets: ReadonlyMap<string, JourneyTarget>;
}

const maxWeight = 1000;

/** Journeys in the place of routes: each may take the budget of one request for each of its steps. */
export function journeyScenarios(
  journeys: readonly ManifestJourney[],
  {
    parts,
    profile,
    signal,
  }: { readonly parts: JourneyParts; readonly profile: Profile; readonly signal: AbortSignal },
): Scenarios {
  const { p95GoodMs, p95FailingMs } = profile.api;
  const routes = journeys.map((journey): LoadRoute => {
    const count = journey.steps.length;
    return {
      id: journey.id,
      method: 'GET',
      url: absoluteAddress('/', 'page', parts) ?? `https://${parts.manifest.product.domain}/`,
      headers: [],
      body: null,
      weight: 1,
      budgetMs: p95GoodMs * count,
      failingMs: p95FailingMs === null ? null : p95FailingMs * count,
    };
  });
  return {
    routes,
    targets: new Map(journeys.map((journey) => [journey.id, journeyTarget(journey, parts, signal)])),
  };
}

/** `--weight orders=3`: three times as often as one of weight 1. */
export function weighted(routes: readonly LoadRoute[], options: ParsedOptions): readonly LoadRoute[] {
  const weights = new Map(options.list('weight').map((text) => weightOf(text, routes)));
  return routes.map((route) => ({ ...route, weight: weights.get(route.id) ?? route.weight }));
}

function weightOf(text: string, routes: readonly LoadRoute[]): readonly [string, number] {
  const at = text.lastIndexOf('=');
  const [id, weight] = [text.slice(0, at), Number(text.slice(at + 1))];
  const ids = routes.map((route) => route.id);
  const isGood = Number.isInteger(weight) && weight >= 1 && weight <= maxWeight;
  if (at > 0 && isGood && ids.includes(id)) return [id, weight];
  const guess = nearest(id, ids);
  throw new UserError('LR_OPTION_INVALID', {
    what: `--weight ${text.slice(0, 80)} is not one of the routes and journeys asked, and a whole number from 1 to ${maxWeight}.${guess === null || guess === id ? '' : ` Did you mean ${guess}?`}`,
    why: 'Who is asked how often is most of what a load is.',
    todo: `Give it like --weight ${ids[0] ?? 'orders'}=3`,
  });
}
