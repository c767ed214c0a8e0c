/** How long what is kept, in days, and how much at most. */
export interface Retention {
  readonly rawDays: number;
  readonly fiveMinuteDays: number;
  readonly hourDays: number;
  /** Daily rollups stay for ever. */
  readonly eventDays: number;
  /** Series by minute; by hour they stay as long as hourly rollups, by day for ever. */
  readonly minuteDays: number;
  readonly traceDays: number;
  /** Newest traces kept of each route; those of our own probes stay for their days. */
  readonly tracesPerRoute: number;
  /** Groups nothing was heard of since, and source maps nobody uploaded again. */
  readonly groupDays: number;
  /** Newest events kept of each group. */
  readonly eventsPerGroup: number;
  /** Sent and given-up alerts. */
  readonly alertDays: number;
  /** Reports, facts, plans and load runs of each kind; receipts and handovers stay. */
  readonly runsPerKind: number;
}

export const defaultRetention: Retention = {
  rawDays: 7,
  fiveMinuteDays: 60,
  hourDays: 400,
  eventDays: 90,
  groupDays: 180,
  minuteDays: 2,
  traceDays: 14,
  tracesPerRoute: 60,
  eventsPerGroup: 100,
  alertDays: 400,
  runsPerKind: 500,
};

export const dayMs = 86_400_000;

/** The start of the day, UTC, that lies `days` before `now`. */
export const daysBefore = (now: number, days: number): number =>
  Math.floor(now / dayMs) * dayMs - days * dayMs;
