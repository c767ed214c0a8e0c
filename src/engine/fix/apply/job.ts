import type { Plan, Provider } from '../../../model/fix.ts';
import type { Outside } from '../../../model/outside.ts';
import type { ThreeWay } from '../../../protocols/edge/state.ts';
import type { Journal } from './journal.ts';
import type { WriteStep } from './steps.ts';

/** What the machine needs of the world besides the provider; verifying is handed in. */
export interface ApplyDeps {
  readonly provider: Provider;
  readonly outside: Pick<Outside, 'clock' | 'files'>;
  readonly signal: AbortSignal;
  /** Looks before the first write; sentences about what does not hold. */
  readonly preflight: (plan: Plan) => Promise<readonly string[]>;
  /** Looks from outside; null for a stage on the way, whose probes alone count. */
  readonly verify: (
    plan: Plan,
    at: { readonly stage: number; readonly isLast: boolean },
  ) => Promise<Verification>;
  readonly onStep: (text: string) => void;
  /** Renews whatever keeps others away; called before each write and while waiting. */
  readonly renew: () => Promise<void>;
  /** Waits longer than this end the run; it is taken up again later. */
  readonly maxWaitMs: number;
  /** Overrides the plan's. */
  readonly soakSeconds?: number;
}

export interface Verification {
  /** How many things were looked at. */
  readonly checks: number;
  /** What does not hold, one sentence each. */
  readonly failures: readonly string[];
}

export interface Job {
  readonly plan: Plan;
  readonly steps: readonly WriteStep[];
  readonly journal: Journal;
  readonly deps: ApplyDeps;
}

export const applyStates = [
  'done',
  'rolled-back',
  'needs-human',
  'refused',
  'waiting',
  'interrupted',
  'could-not-look',
] as const;
export type ApplyState = (typeof applyStates)[number];

export interface Outcome {
  readonly state: ApplyState;
  /** One or two sentences. */
  readonly says: string;
  readonly failures: readonly string[];
  /** Where the world is neither as before nor as wanted. */
  readonly divergence: readonly ThreeWay[];
  /** Longest time in which somebody else's edit would have been overwritten; null when the back end compares itself. */
  readonly windowMs: number | null;
  readonly waitUntil: number | null;
}

export const outcome = (state: ApplyState, says: string, more: Partial<Outcome> = {}): Outcome => ({
  state,
  says,
  failures: [],
  divergence: [],
  windowMs: null,
  waitUntil: null,
  ...more,
});
