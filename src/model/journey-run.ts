import type { UnixMs } from './brand.ts';
import type { JourneyStepKind } from './journey.ts';
import type { HttpPhases } from './outside-http.ts';

/** One walk through a journey: what `smoke` prints, monitors sample and deploys decide on. Everything in it is redacted. */
export interface JourneyRun {
  readonly journey: string;
  readonly title: string;
  readonly isCritical: boolean;
  /** Marks our traffic: sent as `x-launch-ready-run`, part of every made-up address. */
  readonly run: string;
  readonly startedAt: UnixMs;
  /** Of the steps; cleaning up is not part of it. */
  readonly tookMs: number;
  /** `could not run`: something of ours is missing (a variable, an inbox, a browser); nothing is known about the product. */
  readonly outcome: 'good' | 'failed' | 'could not run';
  readonly failedStep: string | null;
  /** Stable: `http-503`, `text-missing`, `mail-late`, `refused`. Null when good. */
  readonly code: string | null;
  /** One sentence; empty when good. */
  readonly message: string;
  readonly steps: readonly StepRun[];
  readonly cleanup: readonly StepRun[];
  /** Files written at failure: screenshot, HAR. */
  readonly artifacts: readonly string[];
}

export interface StepRun {
  readonly name: string;
  readonly kind: JourneyStepKind;
  readonly outcome: 'good' | 'failed' | 'could not run' | 'skipped';
  /** Since the journey began. */
  readonly startedMs: number;
  readonly tookMs: number;
  readonly code: string | null;
  readonly message: string;
  /** Bounded: status line, fields and the begin of the body at failure. */
  readonly evidence: readonly string[];
  readonly exchanges: readonly StepExchange[];
}

export interface StepExchange {
  readonly method: string;
  readonly url: string;
  /** Null when there was no answer. */
  readonly status: number | null;
  readonly phases: HttpPhases | null;
}
