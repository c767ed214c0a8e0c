/** One rate that was held for a while. */
export interface LoadStep {
  /** Requests per second offered. */
  readonly rate: number;
  /** Requests per second answered below 400. */
  readonly answeredRate: number;
  readonly p95Ms: number | null;
  /** 0 to 1. */
  readonly errorShare: number;
  /** Our own side kept its schedule; a step where it did not says nothing about the target. */
  readonly isValid: boolean;
}

export interface Knee {
  /** Highest rate that held, every lower one holding too; null when not even the first did. */
  readonly holdsRate: number | null;
  /** The first rate that did not hold; null when all did. */
  readonly breaksRate: number | null;
  readonly reason: 'latency' | 'errors' | 'throughput' | 'own-side' | null;
  /** Where latency left its floor: the first rate whose p95 is twice that of the slowest rate offered; null when it never was. */
  readonly bendsRate: number | null;
}

export const maxErrorShare = 0.01;
/** Of what was offered, less than this share answered means a queue that only grows. */
const minThroughputShare = 0.9;
const bend = 2;

/** Steps in the order they were run, rates rising. `budgetMs` is the p95 a route may have. */
export function kneeOf(steps: readonly LoadStep[], budgetMs: number): Knee {
  const at = steps.findIndex((step) => giveWay(step, budgetMs) !== null);
  const broken = at < 0 ? undefined : steps[at];
  const held = at < 0 ? steps.at(-1) : steps[at - 1];
  const floor = steps[0]?.p95Ms ?? null;
  const bent = steps.find(({ p95Ms, isValid }) => isValid && isTwice(p95Ms, floor));
  return {
    holdsRate: held?.rate ?? null,
    breaksRate: broken?.rate ?? null,
    reason: broken === undefined ? null : giveWay(broken, budgetMs),
    bendsRate: bent?.rate ?? null,
  };
}

const isTwice = (p95Ms: number | null, floor: number | null): boolean =>
  p95Ms !== null && floor !== null && floor > 0 && p95Ms >= bend * floor;

/** Why a step does not hold; null when it does. */
export function giveWay(step: LoadStep, budgetMs: number): Knee['reason'] {
  if (!step.isValid) return 'own-side';
  if (step.errorShare > maxErrorShare) return 'errors';
  if (step.p95Ms === null || step.p95Ms > budgetMs) return 'latency';
  return step.answeredRate < step.rate * minThroughputShare ? 'throughput' : null;
}
