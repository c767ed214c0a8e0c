import type { UnixMs } from '../../model/brand.ts';
import type { ManifestAlertRoute } from '../../model/manifest.ts';
import type { Alert } from '../../model/monitor.ts';
import type { OutboxEntry } from '../../model/store.ts';
import { unixMs } from '../../model/brand.ts';
import { isWithinHours } from './hours.ts';

export interface RoutingContext {
  readonly routes: readonly ManifestAlertRoute[];
  readonly now: UnixMs;
  /** Whose incident it is (an id of people). */
  readonly owner: string | null;
  /** 0: the first people; 1 and more: whom they escalate to. */
  readonly level: number;
  /** Routes already told about this incident: they hear its end, whatever the hour. */
  readonly told: readonly string[];
}

const minuteMs = 60_000;

/** Who is told about an alert and when, as entries for the outbox. Pure; never empty when there is a route at all. */
export const deliveriesFor = (alert: Alert, context: RoutingContext): readonly OutboxEntry[] =>
  routesFor(alert, context).map((route) => {
    const isWaiting = context.level === 0 && alert.kind === 'opened';
    const waitMs = isWaiting ? route.afterMinutes * minuteMs : 0;
    return outboxEntry(alert, route.id, { now: context.now, waitMs });
  });

export const outboxEntry = (
  alert: Alert,
  route: string,
  when: { readonly now: UnixMs; readonly waitMs: number },
): OutboxEntry => ({
  id: `${alert.key} ${route}`,
  route,
  alert,
  createdAt: when.now,
  nextAt: unixMs(when.now + when.waitMs),
  attempts: 0,
  state: 'waiting',
  lastDetail: null,
  messageId: null,
});

function routesFor(alert: Alert, context: RoutingContext): readonly ManifestAlertRoute[] {
  const { routes, told, level } = context;
  if (alert.kind === 'test') return routes;
  if (alert.kind === 'resolved' && told.length > 0) return routes.filter((route) => told.includes(route.id));
  const first = firstRoutes(alert, context);
  return level === 0 ? first : escalated(first, context);
}

/** By severity, owner and hours; each rule gives way when it would leave nobody. */
function firstRoutes(alert: Alert, { routes, owner, now }: RoutingContext): readonly ManifestAlertRoute[] {
  const targets = new Set(routes.map((route) => route.escalatesTo));
  const bySeverity = narrowed(routes, ({ severities }) => severities.includes(alert.severity));
  const own = narrowed(bySeverity, (route) => !targets.has(route.id));
  const isOwned = own.some((route) => route.owner === owner && owner !== null);
  const byOwner = isOwned ? own.filter((route) => route.owner === owner || route.owner === null) : own;
  const awake = byOwner.filter((route) => isWithinHours(route.hours, now));
  if (awake.length > 0) return awake;
  // Nobody of theirs is on duty: somebody else's people, then everybody.
  const others = own.filter((route) => isWithinHours(route.hours, now));
  if (others.length > 0) return others;
  return alert.severity === 'critical' ? byOwner : [];
}

function narrowed<T>(list: readonly T[], keep: (item: T) => boolean): readonly T[] {
  const kept = list.filter(keep);
  return kept.length > 0 ? kept : list;
}

/** `level` steps along `escalatesTo`; the last ones again when the chain is shorter. */
function escalated(
  first: readonly ManifestAlertRoute[],
  { routes, level }: RoutingContext,
): readonly ManifestAlertRoute[] {
  let here = first;
  for (let depth = 0; depth < level; depth += 1) {
    const ids = new Set(here.map((route) => route.escalatesTo));
    const next = routes.filter((route) => ids.has(route.id));
    if (next.length === 0) return here;
    here = next;
  }
  return here;
}

/** The delays after which nobody having answered calls the next people, from the routes' own `after`. */
export function escalationDelays(
  routes: readonly ManifestAlertRoute[],
  fallback: readonly number[],
): readonly number[] {
  const delays: number[] = [];
  const targets = new Set(routes.map((route) => route.escalatesTo));
  let here = routes.filter((route) => !targets.has(route.id));
  for (let depth = 0; depth < 5; depth += 1) {
    const ids = new Set(here.map((route) => route.escalatesTo));
    const next = routes.filter((route) => ids.has(route.id));
    const waits = next.map((route) => route.afterMinutes * minuteMs).filter((ms) => ms > 0);
    if (next.length === 0) break;
    delays.push(
      Math.max(
        waits.length > 0 ? Math.min(...waits) : (fallback[depth] ?? 30 * minuteMs),
        delays.at(-1) ?? 0,
      ),
    );
    here = next;
  }
  return delays.length > 0 ? delays : fallback;
}

/** Another way to the same people when a route stays silent: where it escalates to, or any route of another channel. */
export function secondRoute(
  routes: readonly ManifestAlertRoute[],
  id: string,
  severity: Alert['severity'],
): ManifestAlertRoute | null {
  const route = routes.find((each) => each.id === id);
  if (route === undefined) return null;
  const next = routes.find((each) => each.id === route.escalatesTo);
  const others = routes.filter((each) => each.channel !== route.channel && each.id !== id);
  return next ?? others.find((each) => each.severities.includes(severity)) ?? others[0] ?? null;
}
