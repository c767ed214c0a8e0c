import type { Monitor, Sample } from '../../model/monitor.ts';
import type { MonitorState } from '../../model/store.ts';
import type { WatchHealth } from '../../monitor/watch.ts';
import type { Recheck } from '../../monitor/incident/policy.ts';

/** The watch as routes see it, whether this replica decides or another one does. */
export interface WatchDoor {
  readonly isLeader: () => boolean;
  /** Every monitor with its state; from memory where this replica decides. */
  readonly states: () => Promise<readonly MonitorState[]>;
  /** The states that changed since this was last asked, for the one who tells the live page; null where another replica decides. */
  readonly takeChanged: () => readonly MonitorState[] | null;
  /** Somebody is on it. False when there is no such open incident. */
  readonly acknowledge: (incident: string, by: string) => Promise<boolean>;
  readonly note: (incident: string, note: { readonly by: string; readonly text: string }) => Promise<boolean>;
  /** After monitors, windows or routes were changed in the store. */
  readonly changed: () => Promise<void>;
  /** Looks at it at once. */
  readonly check: (monitor: string) => Promise<void>;
  /** Samples of probes elsewhere; resolves when they are durable. */
  readonly receive: (samples: readonly Sample[]) => Promise<void>;
  /** What probes in this region should look at again; each is handed out once. */
  readonly takeRechecks: (region: string) => readonly Recheck[];
  readonly health: () => WatchHealth & { readonly buffered: number; readonly undecided: number };
  readonly replicas: () => readonly string[];
  readonly leader: () => string | null;
}

/** Called with what was seen; for the live page. */
export interface WatchListener {
  readonly sample: (sample: Sample) => void;
  readonly monitorsChanged: () => void;
}

export type { Monitor };
