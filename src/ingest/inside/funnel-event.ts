import type { FunnelStepId } from '../../model/funnel.ts';
import type { InsideLog } from './log.ts';
import { pathTemplate, routeShape } from './route-name.ts';

/** How a step was told; where several sources tell of one step, the first of these counts. */
export const funnelSources = ['request', 'event', 'access-log'] as const;
export type FunnelSource = (typeof funnelSources)[number];
/** `refused`: the server said no to what was asked (4xx), as it does to a wrong form. */
export const funnelOutcomes = ['done', 'failed', 'refused'] as const;
export type FunnelOutcome = (typeof funnelOutcomes)[number];

export interface FunnelEvent {
  readonly step: FunnelStepId;
  readonly source: FunnelSource;
  readonly outcome: FunnelOutcome;
}

/** A route declared in `launch.yaml` under the name of a step, by its shape: `POST /orders/:id/pay`. */
export type DeclaredSteps = ReadonlyMap<string, FunnelStepId>;

const actions: readonly (readonly [FunnelStepId, RegExp])[] = [
  ['signup', /\/(?:sign-?ups?|register|registrations?|waitlist|join|subscribe)(?:\/|$)/i],
  [
    'purchase',
    /\/(?:checkout|orders?|purchases?|book|bookings?|pay|payments?)(?:\/(?:complete|confirm|create|pay|submit)?)?$/i,
  ],
  ['cart', /\/(?:carts?|baskets?|bag)(?:\/|$)/i],
];
/** Machines that call in are no customers. */
const machine = /webhook|callback|\/hooks?(?:\/|$)/i;
const noPage =
  /^\/(?:api|assets|static|_next|health|metrics|favicon|robots|\.well-known)|\.(?:js|css|png|jpe?g|svg|webp|ico|woff2?|json|xml|txt|map)$/i;

/** What a request was in the funnel: a page looked at is a visit, a successful POST to what signs up is a signup. */
export function funnelEventOfRequest(
  request: { readonly route: string; readonly status: number | null; readonly isFailed: boolean },
  declared: DeclaredSteps,
): Omit<FunnelEvent, 'source'> | null {
  const [method = '', path = ''] = request.route.split(' ');
  const said = declared.get(`${method} ${routeShape(path)}`);
  const step = said ?? stepOf(method, path);
  // Who says what a purchase is means nothing else by it: a cart's checkout before the payment is none.
  if (step === null || (said === undefined && [...declared.values()].includes(step))) return null;
  const { status, isFailed } = request;
  const outcome = isFailed ? 'failed' : status !== null && status >= 400 ? 'refused' : 'done';
  return { step, outcome };
}

function stepOf(method: string, path: string): FunnelStepId | null {
  if (machine.test(path)) return null;
  if (method === 'GET') return noPage.test(path) ? null : 'visit';
  if (method !== 'POST' && method !== 'PUT') return null;
  return actions.find(([, pattern]) => pattern.test(path))?.[0] ?? null;
}

const events: readonly (readonly [FunnelStepId, RegExp])[] = [
  ['signup', /sign[-_. ]?up|user[-_. ]?(?:registered|created)|registration/i],
  ['cart', /(?:cart|basket)[-_. ]?(?:add|created|updated)|add(?:ed)?[-_. ]to[-_. ](?:cart|basket)/i],
  [
    'purchase',
    /purchase|(?:order|booking|checkout|payment)[-_. ]?(?:placed|completed?|created|paid|succeeded|confirmed|failed)/i,
  ],
  ['visit', /^(?:page[-_. ]?view|visit)$/i],
];
const failedEvent = /fail|error|declin|abort/i;
const accessLine = /"(GET|POST|PUT) ([^ "?]{1,300})[^"]{0,2000}" (\d{3}) /;

/** A named event, or a line of an access log. */
export function funnelEventOfLog(log: InsideLog, declared: DeclaredSteps): FunnelEvent | null {
  if (log.eventName !== null) {
    const name = log.eventName;
    const step = events.find(([, pattern]) => pattern.test(name))?.[0];
    return step === undefined
      ? null
      : { step, source: 'event', outcome: failedEvent.test(name) ? 'failed' : 'done' };
  }
  const line = accessLine.exec(log.message);
  if (line === null) return null;
  const status = Number(line[3]);
  const found = funnelEventOfRequest(
    { route: `${line[1]} ${pathTemplate(line[2] ?? '')}`, status, isFailed: status >= 500 },
    declared,
  );
  return found === null ? null : { ...found, source: 'access-log' };
}
