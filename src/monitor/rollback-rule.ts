/** What was seen in a stretch of time: requests, their errors and speed, and journeys walked. */
export interface Stretch {
  readonly requests: number;
  readonly errors: number;
  /** Milliseconds; null when too few requests were seen to tell. */
  readonly p95Ms: number | null;
  readonly journeys: number;
  readonly failedJourneys: number;
}

export interface RollbackLimits {
  /** Fewer requests than this prove nothing about errors; twice as many are needed for speed. */
  readonly minRequests: number;
  /** Fewer errors than this never roll back. */
  readonly minErrors: number;
  /** The error rate may grow by this factor and by this share (0 to 1) before it counts. */
  readonly errorFactor: number;
  readonly errorShare: number;
  readonly p95Factor: number;
  readonly p95MoreMs: number;
  /** Failed journeys in a row of evidence: one is looked at, so many roll back. */
  readonly failedJourneys: number;
}

export const defaultRollbackLimits: RollbackLimits = {
  minRequests: 50,
  minErrors: 5,
  errorFactor: 2,
  errorShare: 0.02,
  p95Factor: 2,
  p95MoreMs: 200,
  failedJourneys: 2,
};

export interface RollbackDecision {
  readonly decision: 'keep' | 'watch' | 'roll back';
  /** One sentence with the figures. */
  readonly because: string;
}

/** Chance of less than one in a hundred that nothing has changed (two proportions, normal approximation). */
const surelyZ = 2.58;
/** Half-way to a limit is worth watching. */
const nearShare = 0.5;

/**
 * The written rule for the minutes after a deploy (MON-9): the stretch after it against one of the same length before. Pure. What
 * was broken before the deploy is not blamed on it.
 */
export function rollbackDecision(
  before: Stretch,
  after: Stretch,
  limits: RollbackLimits = defaultRollbackLimits,
): RollbackDecision {
  const judged = [byJourneys, byErrors, bySpeed].map((rule) => rule(before, after, limits));
  const worst =
    judged.find((one) => one?.decision === 'roll back') ?? judged.find((one) => one?.decision === 'watch');
  if (worst !== null && worst !== undefined) return worst;
  if (after.requests < limits.minRequests && after.journeys === 0)
    return {
      decision: 'watch',
      because: `Only ${after.requests} requests since the deploy, too few to tell`,
    };
  return { decision: 'keep', because: keepText(before, after) };
}

function byJourneys(before: Stretch, after: Stretch, limits: RollbackLimits): RollbackDecision | null {
  if (after.failedJourneys === 0) return null;
  const wasBroken = before.journeys > 0 && before.failedJourneys / before.journeys >= shareOf(after);
  const text = `${after.failedJourneys} of ${after.journeys} journeys fail, before the deploy ${before.failedJourneys} of ${before.journeys} did`;
  if (wasBroken) return { decision: 'watch', because: `${text}: it was broken already` };
  return { decision: after.failedJourneys >= limits.failedJourneys ? 'roll back' : 'watch', because: text };
}

const shareOf = ({ journeys, failedJourneys }: Stretch): number =>
  journeys === 0 ? 0 : failedJourneys / journeys;

function byErrors(before: Stretch, after: Stretch, limits: RollbackLimits): RollbackDecision | null {
  if (after.requests < limits.minRequests) return null;
  const [was, is] = [rate(before), rate(after)];
  const more = is - was;
  const text = `${percent(is)} of requests fail, before the deploy ${percent(was)} did`;
  const isOver = is >= was * limits.errorFactor && more >= limits.errorShare;
  if (isOver && after.errors >= limits.minErrors && isSure(before, after))
    return { decision: 'roll back', because: text };
  return more >= limits.errorShare * nearShare ? { decision: 'watch', because: text } : null;
}

function bySpeed(before: Stretch, after: Stretch, limits: RollbackLimits): RollbackDecision | null {
  if (after.p95Ms === null || before.p95Ms === null) return null;
  const isEnough = Math.min(after.requests, before.requests) >= limits.minRequests * 2;
  const more = after.p95Ms - before.p95Ms;
  const text = `p95 is ${Math.round(after.p95Ms)} ms, before the deploy ${Math.round(before.p95Ms)} ms`;
  const isOver = after.p95Ms >= before.p95Ms * limits.p95Factor && more >= limits.p95MoreMs;
  if (isOver) return { decision: isEnough ? 'roll back' : 'watch', because: text };
  return more >= limits.p95MoreMs * nearShare && after.p95Ms >= before.p95Ms * (1 + nearShare)
    ? { decision: 'watch', because: text }
    : null;
}

const rate = ({ requests, errors }: Stretch): number => (requests === 0 ? 0 : Math.min(1, errors / requests));

/** Without any requests before, one smoothing error on each side keeps the test honest. */
function isSure(before: Stretch, after: Stretch): boolean {
  const [n, m] = [before.requests + 2, after.requests + 2];
  const [a, b] = [(before.errors + 1) / n, (after.errors + 1) / m];
  const pooled = (before.errors + after.errors + 2) / (n + m);
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
  return spread > 0 && (b - a) / spread >= surelyZ;
}

function keepText(before: Stretch, after: Stretch): string {
  const speed = after.p95Ms === null ? '' : `, p95 ${Math.round(after.p95Ms)} ms`;
  const journeys = after.journeys === 0 ? '' : `, ${after.journeys} journeys good`;
  return `${percent(rate(after))} of ${after.requests} requests fail (${percent(rate(before))} before)${speed}${journeys}`;
}

const percent = (share: number): string => `${(share * 100).toFixed(share < 0.1 ? 1 : 0)} %`;
