import type { AlertSeverity } from '../../model/monitor.ts';
import type { FunnelTrouble } from './funnel-verdict.ts';
import { errorShare, failsMoreThan, quantileMs, type Traffic } from './traffic.ts';

/** Something inside the product that somebody is told about, as long as it goes on. */
export interface InsideAlarm {
  /** What it is about; the same while it lasts. */
  readonly id: string;
  readonly severity: AlertSeverity;
  readonly title: string;
  readonly sinceMs: number;
  readonly firstStep: string;
  readonly facts: readonly string[];
  /** Page of the web UI: `/performance`. */
  readonly path: string;
}

export interface RouteSeen {
  /** The last ten minutes. */
  readonly now: Traffic;
  /** The hour before. */
  readonly before: Traffic;
  readonly budgetMs: number;
  /** When its first failure of this stretch came. */
  readonly failingSinceMs: number;
}

const fewest = { errors: 5, share: 0.05, total: 3, totalShare: 0.5, forSpeed: 30 } as const;
/** A route that was over its budget is told to be well again only some way below it. */
const wellShare = 0.9;

const payment =
  /stripe|paypal|adyen|mollie|braintree|klarna|paddle|square|checkout|payment|billing|invoice|charge/i;
const webhook = /webhook|web-hook|\/hooks?\b|callback|\bipn\b/i;

/** Money may have been taken without anybody here knowing: one failure is enough. */
export const isPaymentWebhookRoute = (route: string): boolean => webhook.test(route) && payment.test(route);

/** Routes that fail or are too slow, and steps that lose people. `open`: ids of what is told already, which ends a little later. */
export function insideAlarms(
  seen: {
    readonly environment: string;
    readonly nowMs: number;
    readonly routes: readonly RouteSeen[];
    readonly funnel: readonly FunnelTrouble[];
  },
  open: ReadonlySet<string>,
): readonly InsideAlarm[] {
  const { environment, routes, funnel, nowMs } = seen;
  const name = (kind: string, what: string): string => `${kind} ${environment} ${what}`;
  return [
    ...routes.flatMap((route) => failing(route, name('errors', route.now.name), open)),
    ...routes.flatMap((route) => slow(route, { id: name('slow', route.now.name), nowMs }, open)),
    ...funnel.map((trouble) => losing(trouble, name('funnel', trouble.step))),
  ];
}

const percent = (share: number): string => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
const ms = (value: number): string =>
  value < 1000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`;

function failing(
  { now, before, failingSinceMs }: RouteSeen,
  id: string,
  open: ReadonlySet<string>,
): readonly InsideAlarm[] {
  const share = errorShare(now);
  const isWebhook = isPaymentWebhookRoute(now.name);
  const isAll = now.errors >= fewest.total && share >= fewest.totalShare;
  const isMore = now.errors >= fewest.errors && share >= fewest.share && failsMoreThan(now, before);
  const goesOn = open.has(id) && now.errors > 0 && share >= fewest.share;
  if (!goesOn && !isAll && !isMore && !(isWebhook && now.errors > 0)) return [];
  const title = isWebhook
    ? `Payment webhooks fail: ${now.errors} of ${now.count} at ${now.name}`
    : `${percent(share)} of ${now.name} fail: ${now.errors} of ${now.count} in 10 minutes`;
  return [
    {
      id,
      severity: isWebhook || isAll ? 'critical' : 'warning',
      title,
      sinceMs: failingSinceMs,
      firstStep: isWebhook
        ? 'see which deliveries the provider will repeat, and replay those it gave up'
        : 'open the failed traces of this route: the span that failed is marked',
      facts: [
        `In the hour before ${percent(errorShare(before))} failed, ${before.errors} of ${before.count}`,
      ],
      path: `/performance?route=${encodeURIComponent(now.name)}`,
    },
  ];
}

function slow(
  { now, before, budgetMs }: RouteSeen,
  { id, nowMs }: { readonly id: string; readonly nowMs: number },
  open: ReadonlySet<string>,
): readonly InsideAlarm[] {
  const p95 = quantileMs(now, 0.95);
  const isOpen = open.has(id);
  if (p95 === null || (!isOpen && now.count < fewest.forSpeed)) return [];
  if (p95 <= budgetMs * (isOpen ? wellShare : 1)) return [];
  const was = quantileMs(before, 0.95);
  return [
    {
      id,
      severity: 'warning',
      title: `${now.name} is over its budget: p95 ${ms(p95)}, ${ms(budgetMs)} allowed`,
      sinceMs: nowMs,
      firstStep: 'open the slowest trace of this route: the longest span says where the time goes',
      facts: [was === null ? `${now.count} requests in 10 minutes` : `p95 of the hour before: ${ms(was)}`],
      path: `/performance?route=${encodeURIComponent(now.name)}`,
    },
  ];
}

const where: Readonly<Record<FunnelTrouble['cause'], string>> = {
  traffic: 'look at what brings visitors: campaigns, search, links, DNS of the landing page',
  product: 'walk the step yourself, then compare the last deploy with the one before',
  infrastructure: 'look at the open incidents: the product cannot be reached or cannot reach what it needs',
};

const losing = (trouble: FunnelTrouble, id: string): InsideAlarm => ({
  id,
  severity: trouble.step === 'visit' ? 'warning' : 'critical',
  title: trouble.sentence,
  sinceMs: trouble.sinceMs,
  firstStep: where[trouble.cause],
  facts: [`Points to: ${trouble.cause}`],
  path: '/',
});
