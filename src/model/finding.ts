import type { Evidence } from './evidence.ts';
import type { Impact, Severity, Source, Stage, Verdict } from './check.ts';
import type { Target } from './target.ts';
import type { Waiver } from './manifest.ts';

/** One check's answer about one target. */
export interface Judgement {
  readonly check: string;
  readonly target: Target;
  readonly verdict: Verdict;
}

/** A failed judgement, ready to be shown. */
export interface Finding {
  readonly check: string;
  readonly target: Target;
  readonly title: string;
  readonly found: string;
  readonly severity: Severity;
  readonly confidence: 'proven' | 'likely' | 'possible';
  readonly impact: Impact;
  readonly stage: Stage;
  readonly requirements: readonly string[];
  readonly why: string;
  readonly evidence: readonly Evidence[];
  readonly reproduce: string;
  readonly fix: string;
  readonly fixes: readonly string[];
  readonly effortMinutes: number;
  readonly sources: readonly Source[];
  /** Stable across runs: made of check and target only, never of volatile text. 12 hex digits. */
  readonly fingerprint: string;
  readonly waiver?: Waiver;
}
