import { z } from 'zod';
import type { UnixMs } from '../../model/brand.ts';
import type { Json } from '../../model/json.ts';
import type { FailureLayer, Incident, SampleOutcome } from '../../model/monitor.ts';

/** What one region has seen of a monitor lately. */
export interface RegionState {
  readonly outcome: SampleOutcome;
  /** In a row. */
  readonly failures: number;
  readonly slows: number;
  readonly goods: number;
  /** When the last sample that counts was taken; null when none ever did. */
  readonly lastAt: UnixMs | null;
  readonly failingSince: UnixMs | null;
  readonly slowSince: UnixMs | null;
  /** Failed often enough in a row; stays until it was good often enough. */
  readonly isDown: boolean;
  readonly isSlow: boolean;
  readonly layer: FailureLayer | null;
  readonly code: string | null;
  readonly message: string;
}

export interface OpenIncident {
  readonly kind: 'down' | 'slow';
  readonly incident: Incident;
  readonly lastAlertAt: UnixMs;
  readonly reminders: number;
  readonly escalations: number;
  /** Since when it has looked well again without being closed (while it flaps). */
  readonly goodSince: UnixMs | null;
  /** It has come and gone so often lately that it must stay good for a while before it is closed. */
  readonly isFlapping: boolean;
}

/** Down, but nobody is called: another incident or a maintenance window explains it. */
export interface Held {
  readonly by: string;
  readonly since: UnixMs;
  /** When the explanation ended; the alarm follows a little later if it still fails. */
  readonly freeSince: UnixMs | null;
}

/** Everything `step` remembers of one monitor. Plain JSON, kept as `MonitorState.machine`. */
export interface Machine {
  readonly version: 1;
  readonly regions: Readonly<Record<string, RegionState>>;
  readonly downSince: UnixMs | null;
  readonly open: OpenIncident | null;
  readonly held: Held | null;
  /** When incidents were opened lately, for telling flapping. */
  readonly opens: readonly UnixMs[];
}

export const newMachine: Machine = {
  version: 1,
  regions: {},
  downSince: null,
  open: null,
  held: null,
  opens: [],
};

export const newRegion: RegionState = {
  outcome: 'unknown',
  failures: 0,
  slows: 0,
  goods: 0,
  lastAt: null,
  failingSince: null,
  slowSince: null,
  isDown: false,
  isSlow: false,
  layer: null,
  code: null,
  message: '',
};

const shape = z.looseObject({
  version: z.literal(1),
  regions: z.record(z.string(), z.looseObject({ failures: z.number(), isDown: z.boolean() })),
  open: z.looseObject({ kind: z.string(), incident: z.looseObject({ id: z.string() }) }).nullable(),
  held: z.looseObject({ by: z.string() }).nullable(),
  opens: z.array(z.number()),
});

/** The kept state of a monitor; a new one when there is none or it is of another form. Only `step` ever writes it. */
export const readMachine = (json: Json | null | undefined): Machine =>
  shape.safeParse(json).success ? (json as unknown as Machine) : newMachine;

/** A machine is JSON by construction. */
export const machineJson = (machine: Machine): Json => machine as unknown as Json;
