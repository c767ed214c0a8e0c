import type { UnixMs } from './brand.ts';
import type { Severity } from './check.ts';
import type { LaunchVerdict, PlanSlot } from './report.ts';

/** How long a repair takes people who know their way; in bands, because minutes would be pretence. */
export type EffortBandId = 'S' | 'M' | 'L' | 'XL';

/** Hours, one after the other, to half an hour. */
export interface HourRange {
  readonly low: number;
  readonly high: number;
}

/** `unclear`: it cannot be judged any more, which is not done. `accepted`: somebody signed for it. */
export type SprintTaskState = 'open' | 'done' | 'new' | 'unclear' | 'accepted';

export interface SprintTask {
  /** Fingerprint of its finding. */
  readonly finding: string;
  readonly title: string;
  readonly target: string;
  readonly severity: Severity;
  readonly band: EffortBandId;
  /** The check's own estimate. */
  readonly minutes: number;
  readonly state: SprintTaskState;
}

export interface SprintSlot extends Pick<PlanSlot, 'day' | 'startHour' | 'endHour' | 'title'> {
  readonly half: 'morning' | 'afternoon';
  readonly tasks: readonly SprintTask[];
}

export interface Sprint {
  readonly schema: 'launch-ready/sprint-plan@1';
  readonly product: string;
  readonly domain: string;
  readonly startedAt: UnixMs;
  readonly now: UnixMs;
  /** Of the 48; 0 when they are over. */
  readonly hoursLeft: number;
  readonly headline: string;
  readonly before: LaunchVerdict;
  readonly after: LaunchVerdict;
  readonly slots: readonly SprintSlot[];
  readonly deferred: readonly (SprintTask & { readonly reason: string })[];
  readonly counts: Readonly<Record<SprintTaskState, number>>;
  readonly hours: {
    /** Between its hours the two days hold so much work. */
    readonly capacity: number;
    readonly done: HourRange;
    readonly open: HourRange;
  };
}
