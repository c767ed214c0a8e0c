import type { FunnelStep, FunnelStepId } from '../../model/funnel.ts';
import type { FunnelOutcome } from './funnel-event.ts';

/** What one step saw in one minute or hour. */
export interface FunnelPoint {
  readonly step: FunnelStepId;
  readonly outcome: FunnelOutcome;
  readonly fromMs: number;
  readonly count: number;
}

export interface FunnelSeen {
  readonly nowMs: number;
  readonly steps: readonly FunnelStep[];
  /** By minute, of the last three hours. */
  readonly minutes: readonly FunnelPoint[];
  /** By hour, of the eight days before. */
  readonly hours: readonly FunnelPoint[];
  /** Since when something outside the product is known to be broken (a monitor down); null: nothing is. */
  readonly outageSinceMs: number | null;
}

export type FunnelCause = 'traffic' | 'product' | 'infrastructure';
export interface FunnelTrouble {
  readonly step: FunnelStepId;
  readonly cause: FunnelCause;
  /** Failed, or missing against what was to be expected. */
  readonly lost: number;
  readonly sinceMs: number;
  /** `About 14 signups failed since 10:02 UTC`. */
  readonly sentence: string;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const windowMs = 30 * minuteMs;
/** Failures further apart are two troubles. */
const quietMs = 10 * minuteMs;
const fewest = { failed: 3, lost: 5, visits: 100, done: 10 } as const;
/** Chance of a drop at least this deep by luck alone. */
const surely = 1e-4;

/** What goes wrong between visitor and customer, since when, and where to look; nothing where too little is known. MON-5. */
export function funnelTroubles(seen: FunnelSeen): readonly FunnelTrouble[] {
  const failing = seen.steps.flatMap((step) => failures(step, seen));
  const failingSteps = new Set(failing.map(({ step }) => step));
  const traffic = trafficDrop(seen);
  const drops = seen.steps.flatMap((step) => (failingSteps.has(step.id) ? [] : conversionDrop(step, seen)));
  const isWide = failing.length > 1 && failing.length >= seen.steps.length - 1;
  const failed = failing.map((trouble) =>
    isWide ? { ...trouble, cause: 'infrastructure' as const } : trouble,
  );
  return [...failed, ...(traffic === null ? [] : [traffic]), ...drops];
}

/** The last half hour by whole minutes, the present one included. */
const windowStart = ({ nowMs }: FunnelSeen): number =>
  Math.floor(nowMs / minuteMs) * minuteMs - windowMs + minuteMs;

const isIn = (from: number, to: number) => (point: FunnelPoint) => point.fromMs >= from && point.fromMs < to;
const sum = (points: readonly FunnelPoint[]): number => points.reduce((total, { count }) => total + count, 0);
const of = (
  points: readonly FunnelPoint[],
  step: FunnelStepId,
  outcome: FunnelOutcome,
): readonly FunnelPoint[] => points.filter((point) => point.step === step && point.outcome === outcome);

/** Requests the server itself answered with an error, back to the first of this stretch. */
function failures(step: FunnelStep, seen: FunnelSeen): readonly FunnelTrouble[] {
  const minutes = of(seen.minutes, step.id, 'failed').toSorted((a, b) => b.fromMs - a.fromMs);
  let sinceMs = seen.nowMs;
  let lost = 0;
  for (const { fromMs, count } of minutes) {
    if (sinceMs - fromMs > quietMs) break;
    sinceMs = fromMs;
    lost += count;
  }
  if (lost < fewest.failed) return [];
  const isOutage = seen.outageSinceMs !== null && seen.outageSinceMs <= sinceMs + quietMs;
  const sentence = `About ${count(lost, step)} failed since ${clock(sinceMs)}`;
  return [{ step: step.id, cause: isOutage ? 'infrastructure' : 'product', lost, sinceMs, sentence }];
}

/** Visitors come as always and fewer of them go on: the product, whether or not it knows of an error. */
function conversionDrop(step: FunnelStep, seen: FunnelSeen): readonly FunnelTrouble[] {
  if (step.id === 'visit') return [];
  const [start, now] = [windowStart(seen), seen.nowMs + minuteMs];
  const before = seen.hours.filter(isIn(start - 8 * 24 * hourMs, start - hourMs));
  const visitsBefore = sum(of(before, 'visit', 'done'));
  const doneBefore = sum(of(before, step.id, 'done'));
  if (visitsBefore < fewest.visits || doneBefore < fewest.done) return [];
  const share = doneBefore / visitsBefore;
  const recent = seen.minutes.filter(isIn(start, now));
  const expected = sum(of(recent, 'visit', 'done')) * share;
  const done = sum(of(recent, step.id, 'done'));
  const lost = Math.round(expected - done);
  if (lost < fewest.lost || poissonAtMost(done, expected) > surely) return [];
  const sinceMs = dropSince(of(seen.minutes, step.id, 'done'), { seen, share });
  const refused = sum(of(recent, step.id, 'refused'));
  const why = refused >= lost / 2 ? `, ${refused} were refused` : ' without an error';
  const sentence = `About ${count(lost, step)} are missing since ${clock(sinceMs)}${why}: as many visitors, fewer ${step.plural}`;
  return [{ step: step.id, cause: 'product', lost, sinceMs, sentence }];
}

/** From when on fewer than half of those to be expected came, looking back in steps of five minutes from now. */
function dropSince(
  done: readonly FunnelPoint[],
  { seen, share }: { readonly seen: FunnelSeen; readonly share: number },
): number {
  const visits = of(seen.minutes, 'visit', 'done');
  let since = Math.floor(seen.nowMs / minuteMs) * minuteMs;
  for (let back = 0; back < 36; back += 1) {
    const [from, to] = [since - 5 * minuteMs, since];
    const expected = sum(visits.filter(isIn(from, to))) * share;
    if (expected === 0 || sum(done.filter(isIn(from, to))) >= expected / 2) break;
    since = from;
  }
  const last = Math.max(
    ...done.filter(isIn(since - 5 * minuteMs, since)).map(({ fromMs }) => fromMs + minuteMs),
  );
  return Number.isFinite(last) ? last : since;
}

/** Fewer visitors than on other days at this hour: nothing inside is wrong, but the way to it may be. */
function trafficDrop(seen: FunnelSeen): FunnelTrouble | null {
  const visit = seen.steps.find(({ id }) => id === 'visit');
  if (visit === undefined) return null;
  const visits = of(seen.hours, 'visit', 'done');
  const start = windowStart(seen);
  const days = [1, 2, 3, 4, 5, 6, 7].map((day) => {
    const hour = Math.floor((start - day * 24 * hourMs) / hourMs) * hourMs;
    return sum(visits.filter(isIn(hour, hour + hourMs)));
  });
  const known = days.filter((each) => each > 0).toSorted((a, b) => a - b);
  const usual = known[Math.floor(known.length / 2)];
  if (known.length < 3 || usual === undefined) return null;
  const expected = usual * (windowMs / hourMs);
  const came = sum(of(seen.minutes, 'visit', 'done').filter(isIn(start, seen.nowMs + minuteMs)));
  const lost = Math.round(expected - came);
  if (lost < fewest.lost || came > expected / 2 || poissonAtMost(came, expected) > surely) return null;
  const isOutage = seen.outageSinceMs !== null;
  const sentence = `About ${count(lost, visit)} fewer than usual since ${clock(start)}: ${came} instead of ${Math.round(expected)}`;
  return { step: 'visit', cause: isOutage ? 'infrastructure' : 'traffic', lost, sinceMs: start, sentence };
}

const count = (lost: number, { noun, plural }: FunnelStep): string => `${lost} ${lost === 1 ? noun : plural}`;
const clock = (ms: number): string => `${new Date(ms).toISOString().slice(11, 16)} UTC`;

/** P(X <= k) of a Poisson variable; for large means by its normal approximation. */
export function poissonAtMost(k: number, mean: number): number {
  if (mean > 500) return normalBelow((k + 0.5 - mean) / Math.sqrt(mean));
  let term = Math.exp(-mean);
  let total = term;
  for (let at = 1; at <= k; at += 1) {
    term *= mean / at;
    total += term;
  }
  return Math.min(1, total);
}

/** Abramowitz and Stegun, 26.2.17: within 7.5e-8. */
function normalBelow(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    Math.exp((-z * z) / 2) *
    0.3989422804014327 *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z < 0 ? tail : 1 - tail;
}
