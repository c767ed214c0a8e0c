import { routeShape } from '../../../ingest/inside/route-name.ts';
import type { ManifestRoute } from '../../../model/manifest.ts';
import type { DeskParts } from './desk.ts';

export interface RouteBudget {
  readonly p95Ms: number;
  /** Who says so: the route in `launch.yaml`, or the profile. */
  readonly from: 'launch.yaml' | 'profile';
  readonly isHot: boolean;
}

/** What a route may take at p95: its own figure of `launch.yaml`, else that of the profile. */
export function budgetOf(
  route: string,
  { manifest, profile }: Pick<DeskParts, 'manifest' | 'profile'>,
): RouteBudget {
  const declared = manifest()?.routes.find((each) => isSame(each, route));
  const standard = profile().api.p95GoodMs;
  if (declared === undefined) return { p95Ms: standard, from: 'profile', isHot: false };
  const from = declared.p95Ms === null ? 'profile' : 'launch.yaml';
  return { p95Ms: declared.p95Ms ?? standard, from, isHot: declared.isHot };
}

/** `/orders/{id}`, `/orders/:id` and `/orders/17` are one route. */
function isSame({ method, url }: ManifestRoute, route: string): boolean {
  const [ownMethod = '', path = ''] = route.split(' ');
  return method.toUpperCase() === ownMethod && routeShape(url) === routeShape(path);
}
