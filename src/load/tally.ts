import type { LoadAnswer } from '../model/outside-load.ts';
import {
  isTimed,
  outcomeOfError,
  outcomeOfStatus,
  type Outcome,
  type OutcomeCounts,
} from '../protocols/load/outcome.ts';
import { LatencyRecorder } from '../protocols/load/recorder.ts';

/** One finished request, with the moments the runner knows. Monotonic milliseconds. */
export interface Finished {
  readonly dueMs: number;
  readonly sentMs: number;
  readonly answer: LoadAnswer;
}

/** Counts of one route, or of one segment. */
export class Tally {
  readonly latency = new LatencyRecorder();
  readonly #outcomes: Partial<Record<Outcome, number>> = {};
  #sent = 0;

  sent(): void {
    this.#sent += 1;
  }

  /** Returns what became of it. */
  finish({ dueMs, answer }: Finished): Outcome {
    const outcome = outcomeOf(answer);
    this.#outcomes[outcome] = (this.#outcomes[outcome] ?? 0) + 1;
    if (isTimed(outcome)) this.latency.record(answer.endMs - dueMs);
    return outcome;
  }

  get count(): number {
    return this.#sent;
  }

  get outcomes(): OutcomeCounts {
    return this.#outcomes;
  }
}

/** What only routes are asked about. */
export class RouteTally extends Tally {
  readonly sinceSent = new LatencyRecorder();
  readonly wait = new LatencyRecorder();
  readonly firstByte = new LatencyRecorder();
  readonly body = new LatencyRecorder();
  readonly statuses: Record<string, number> = {};
  bodyBytes = 0;
  example: string | null = null;

  override finish(finished: Finished): Outcome {
    const { answer, sentMs } = finished;
    const outcome = super.finish(finished);
    this.bodyBytes += answer.bodyBytes;
    if (answer.status !== null) this.statuses[answer.status] = (this.statuses[answer.status] ?? 0) + 1;
    if (outcome !== 'answered') this.example ??= answer.error?.message ?? `Status ${answer.status ?? 0}`;
    if (isTimed(outcome)) this.sinceSent.record(answer.endMs - sentMs);
    this.#phases(answer, sentMs);
    return outcome;
  }

  #phases({ writtenMs, firstByteMs, endMs, error }: LoadAnswer, sentMs: number): void {
    if (writtenMs === null || firstByteMs === null || error !== null) return;
    this.wait.record(writtenMs - sentMs);
    this.firstByte.record(firstByteMs - writtenMs);
    this.body.record(endMs - firstByteMs);
  }
}

function outcomeOf({ status, error }: LoadAnswer): Outcome {
  if (error !== null) return outcomeOfError(error.kind);
  return status === null ? 'other' : outcomeOfStatus(status);
}
