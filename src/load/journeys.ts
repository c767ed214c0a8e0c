import { walkJourney } from '../journeys/run.ts';
import type { JourneyParts } from '../journeys/work.ts';
import type { JourneyRun } from '../model/journey-run.ts';
import type { ManifestJourney } from '../model/manifest.ts';
import type { LoadTarget } from '../model/outside-load.ts';
import type { WorldError } from '../model/outside.ts';
import { summarise, type LatencySummary } from '../protocols/load/quantile.ts';
import { LatencyRecorder } from '../protocols/load/recorder.ts';

/** One step of a journey under load: how long it took, over all walks. */
export interface JourneyStepLoad {
  readonly journey: string;
  readonly step: string;
  readonly walked: number;
  readonly failed: number;
  readonly latency: LatencySummary | null;
}

/** A journey in the place of a route: each request is a visitor of their own who walks all of it. */
export interface JourneyTarget extends LoadTarget {
  readonly steps: () => readonly JourneyStepLoad[];
}

interface StepTally {
  walked: number;
  failed: number;
  readonly took: LatencyRecorder;
}

/** Cleaning up goes on after the answer, so that it is no part of the wait; disposing waits for it. */
export function journeyTarget(
  journey: ManifestJourney,
  parts: JourneyParts,
  signal: AbortSignal,
): JourneyTarget {
  const { clock } = parts.outside;
  const steps = new Map<string, StepTally>(
    journey.steps.map(({ name }) => [name, { walked: 0, failed: 0, took: new LatencyRecorder() }]),
  );
  const walking = new Set<Promise<void>>();
  const walk = async (done: Parameters<LoadTarget['send']>[1]): Promise<void> => {
    const writtenMs = clock.monotonicMs();
    let endMs = writtenMs;
    let seen = 0;
    const { run } = await walkJourney(journey, parts, {
      signal,
      onStep: (step) => {
        seen += 1;
        if (seen <= journey.steps.length) endMs = clock.monotonicMs();
        const tally = steps.get(step.name);
        if (tally === undefined || step.outcome === 'skipped' || seen > journey.steps.length) return;
        tally.walked += 1;
        if (step.outcome === 'good') tally.took.record(step.tookMs);
        else tally.failed += 1;
      },
    });
    const error = errorOf(run);
    done({ status: error === null ? 200 : null, error, writtenMs, firstByteMs: endMs, endMs, bodyBytes: 0 });
  };
  return {
    send: (_request, done) => {
      const going = walk(done).finally(() => walking.delete(going));
      walking.add(going);
    },
    steps: () =>
      [...steps].map(([step, { walked, failed, took }]) => ({
        journey: journey.id,
        step,
        walked,
        failed,
        latency: summarise(took),
      })),
    [Symbol.asyncDispose]: async () => void (await Promise.allSettled(walking)),
  };
}

function errorOf({ outcome, failedStep, message, code }: JourneyRun): WorldError | null {
  if (outcome === 'good') return null;
  return { kind: 'failed', message: `${failedStep ?? ''}: ${message}`, ...(code === null ? {} : { code }) };
}
