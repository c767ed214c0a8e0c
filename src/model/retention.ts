import type { UnixMs } from './brand.ts';

/** How long what is kept, in days, and how much at most. Daily figures, incidents and the audit trail stay for good. */
export interface Retention extends KeptTimes {
  /** Series by minute; by hour they stay as long as hourly rollups, by day for ever. */
  readonly minuteDays: number;
  readonly traceDays: number;
  /** Newest traces kept of each route; those of our own probes stay for their days. */
  readonly tracesPerRoute: number;
  /** Groups nothing was heard of since, and source maps nobody uploaded again. */
  readonly groupDays: number;
  /** Newest events kept of each group. */
  readonly eventsPerGroup: number;
  /** Reports, facts, plans and load runs of each kind; receipts and handovers stay. */
  readonly runsPerKind: number;
}

/** Those an owner chooses, in days. */
export interface KeptTimes {
  readonly rawDays: number;
  readonly fiveMinuteDays: number;
  readonly hourDays: number;
  readonly eventDays: number;
  /** Sent and given-up alerts. */
  readonly alertDays: number;
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

export interface KeptKind {
  readonly id: keyof KeptTimes;
  /** As in "12 single looks". */
  readonly what: string;
  readonly about: string;
  /** The option of `serve` that fixes it. */
  readonly option: string;
}
/** The times one may choose, finest figures first. */
export const keptKinds: readonly KeptKind[] = [
  {
    id: 'rawDays',
    what: 'single looks',
    about: 'every look with its phases and evidence',
    option: 'keep-raw',
  },
  {
    id: 'fiveMinuteDays',
    what: 'figures by five minutes',
    about: 'charts of a day',
    option: 'keep-five-minutes',
  },
  {
    id: 'hourDays',
    what: 'figures by the hour',
    about: 'charts of a week and a month',
    option: 'keep-hours',
  },
  {
    id: 'eventDays',
    what: 'errors and events',
    about: 'what your product sent in, with samples',
    option: 'keep-events',
  },
  { id: 'alertDays', what: 'alerts', about: 'what was sent to whom', option: 'keep-alerts' },
];

/** Ten years. */
export const mostKeptDays = 3_650;

/** A sentence for each time that cannot be; empty when all can. */
export function keptProblems(times: KeptTimes): Partial<Record<keyof KeptTimes, string>> {
  const problems: Partial<Record<keyof KeptTimes, string>> = {};
  for (const { id } of keptKinds)
    if (!Number.isInteger(times[id]) || times[id] < 1 || times[id] > mostKeptDays)
      problems[id] = `Give whole days, 1 to ${mostKeptDays}.`;
  const stands = 'They stand for finer figures that are gone';
  if (times.fiveMinuteDays < times.rawDays)
    problems.fiveMinuteDays ??= `${stands}: at least the ${times.rawDays} days of single looks.`;
  if (times.hourDays < times.fiveMinuteDays)
    problems.hourDays ??= `${stands}: at least the ${times.fiveMinuteDays} days of figures by five minutes.`;
  return problems;
}

/** The times as they hold together: coarser figures stay as long as finer ones, a group as long as its events. */
export function agreeing(retention: Retention): Retention {
  const fiveMinuteDays = Math.max(retention.fiveMinuteDays, retention.rawDays);
  return {
    ...retention,
    fiveMinuteDays,
    hourDays: Math.max(retention.hourDays, fiveMinuteDays),
    groupDays: Math.max(retention.groupDays, retention.eventDays),
  };
}

/** Something a shorter time deletes that is kept now. */
export interface RetentionLoss {
  readonly id: keyof KeptTimes;
  /** At least so many. */
  readonly count: number;
  /** There are more than were counted. */
  readonly isMore: boolean;
  /** All of it is from before this day, UTC. */
  readonly before: UnixMs;
}

/** The part of the store that says how long it keeps what. */
export interface RetentionStore {
  /** What holds now, and which times were fixed when the store was opened: choosing those changes nothing. */
  get(): Promise<{ readonly times: KeptTimes; readonly fixed: readonly (keyof KeptTimes)[] }>;
  /** What `keep(times)` would delete for good. */
  losses(times: KeptTimes): Promise<readonly RetentionLoss[]>;
  /** Survives restarts; holds in every process over the same data within seconds. */
  keep(times: KeptTimes): Promise<void>;
}
