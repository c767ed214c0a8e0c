import type { RollbackDecision, RollbackLimits, Stretch } from './rollback-rule.ts';
import { defaultRollbackLimits, rollbackDecision } from './rollback-rule.ts';

/** What the product itself told in a stretch of time. */
export interface InsideStretch {
  readonly routes: readonly {
    readonly route: string;
    readonly requests: number;
    readonly errors: number;
    readonly p95Ms: number | null;
  }[];
  /** Groups of errors first seen in it. */
  readonly newErrors: readonly { readonly title: string; readonly count: number }[];
  readonly funnel: readonly {
    readonly step: string;
    readonly plural: string;
    readonly visits: number;
    readonly done: number;
  }[];
}

/** New errors that come again and again are worth a look; so many more are a reason to go back. */
const newErrorLimits = { watch: 3, rollBack: 20 } as const;
const fewestDone = 10;
const halved = 0.5;

/** The rule of `rollback-rule.ts` over each route, new errors and the funnel; null: nothing inside speaks against the deploy. Pure. */
export function insideDecision(
  before: InsideStretch,
  after: InsideStretch,
  limits: RollbackLimits = defaultRollbackLimits,
): RollbackDecision | null {
  const judged = [...byRoute(before, after, limits), ...byErrors(after), ...byFunnel(before, after)];
  return (
    judged.find(({ decision }) => decision === 'roll back') ??
    judged.find(({ decision }) => decision === 'watch') ??
    null
  );
}

function byRoute(
  before: InsideStretch,
  after: InsideStretch,
  limits: RollbackLimits,
): readonly RollbackDecision[] {
  return after.routes
    .toSorted((a, b) => b.requests - a.requests)
    .flatMap((route) => {
      if (route.requests < limits.minRequests) return [];
      const was = before.routes.find((each) => each.route === route.route);
      const { decision, because } = rollbackDecision(stretchOf(was), stretchOf(route), limits);
      return decision === 'keep' ? [] : [{ decision, because: `${route.route}: ${because}` }];
    });
}

const stretchOf = (route: InsideStretch['routes'][number] | undefined): Stretch => ({
  requests: route?.requests ?? 0,
  errors: route?.errors ?? 0,
  p95Ms: route?.p95Ms ?? null,
  journeys: 0,
  failedJourneys: 0,
});

const byErrors = ({ newErrors }: InsideStretch): readonly RollbackDecision[] =>
  newErrors
    .filter(({ count }) => count >= newErrorLimits.watch)
    .toSorted((a, b) => b.count - a.count)
    .map(({ title, count }) => ({
      decision: count >= newErrorLimits.rollBack ? 'roll back' : 'watch',
      because: `A new error since the deploy, ${count} times: ${title.slice(0, 120)}`,
    }));

function byFunnel(before: InsideStretch, after: InsideStretch): readonly RollbackDecision[] {
  return after.funnel.flatMap((step) => {
    const was = before.funnel.find((each) => each.step === step.step);
    if (was === undefined || was.visits === 0 || was.done < fewestDone) return [];
    const expected = (was.done / was.visits) * step.visits;
    if (expected < fewestDone || step.done >= expected * halved) return [];
    const because = `${step.done} ${step.plural} of ${step.visits} visits since the deploy, ${was.done} of ${was.visits} before`;
    return [{ decision: step.done < expected * halved * halved ? 'roll back' : 'watch', because } as const];
  });
}
