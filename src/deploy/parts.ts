import type { JourneyParts } from '../journeys/work.ts';
import type { DataWitness, GateResult, ReleaseWatcher, RollbackRule } from '../model/deploy.ts';
import type { Manifest } from '../model/manifest.ts';
import type { Outside } from '../model/outside.ts';
import type { Profile } from '../model/profile.ts';

export interface DeploySettings {
  /** For each of the user's commands. */
  readonly commandMs: number;
  /** The new release must be seen within this time. */
  readonly visibleMs: number;
  readonly watchMs: number;
  /** Between two looks while waiting for a release. */
  readonly lookEveryMs: number;
  /** Between two rounds of requests, and between two walks of the journeys, while watching. */
  readonly roundEveryMs: number;
  readonly walkEveryMs: number;
  readonly atOnce: number;
}

/** What a deploy works through; vendors and rules are handed in. */
export interface DeployParts {
  readonly outside: Outside;
  readonly manifest: Manifest;
  readonly profile: Profile;
  /** Where the user's commands run. */
  readonly folder: string;
  /** Below it the journals, the lock and the markers. */
  readonly stateFolder: string;
  readonly journeys: JourneyParts;
  /** Null: left out on purpose. */
  readonly gate: ((signal: AbortSignal) => Promise<GateResult>) | null;
  readonly rule: RollbackRule;
  readonly witnesses: readonly DataWitness[];
  /** Told of releases besides the file of markers; null: there is none. */
  readonly watcher: ReleaseWatcher | null;
  readonly settings: DeploySettings;
  readonly signal: AbortSignal;
  /** One line of talk, redacted. */
  readonly log: (line: string) => void;
}

export const usualSettings: DeploySettings = {
  commandMs: 15 * 60_000,
  visibleMs: 120_000,
  watchMs: 10 * 60_000,
  lookEveryMs: 1_000,
  roundEveryMs: 5_000,
  walkEveryMs: 60_000,
  atOnce: 3,
};
