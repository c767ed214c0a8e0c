import { notApplicable } from '../../../model/check.ts';
import type { Verdict } from '../../../model/check.ts';
import type { ApiRoutes, AskedRoutes, RouteAnswer } from '../routes.ts';

/** Lets a judgement through to what routes answered. */
export const onRoutes = (routes: ApiRoutes, judge: (asked: AskedRoutes) => Verdict): Verdict =>
  routes.isAsked ? judge(routes) : notApplicable(routes.why);

export const lineOf = ({ method, url }: Pick<RouteAnswer, 'method' | 'url'>): string => `${method} ${url}`;
export const others = (list: readonly unknown[]): string =>
  list.length > 1 ? ` (and ${list.length - 1} more)` : '';
