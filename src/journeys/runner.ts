import type { JourneyRun } from '../model/journey-run.ts';
import type { JourneyOutcome, JourneyRunner } from '../model/monitor.ts';
import { walkAll } from './walk-all.ts';
import type { JourneyParts } from './work.ts';

const maxEvidence = 20;

/** For the monitor's journey probe: one declared journey, with those it continues, as one outcome. */
export function journeyRunner(
  given: Pick<JourneyParts, 'folder' | 'mail' | 'artifactsFolder'>,
): JourneyRunner {
  return {
    run: async (id, { manifest, outside, signal, traceparent }) => {
      const journey = manifest.journeys.find((each) => each.id === id);
      if (journey === undefined) return unknownJourney(id);
      const parts = { ...given, outside, manifest, traceparent, baseUrl: null };
      const runs = await walkAll([journey], manifest.journeys, { parts, options: { signal, atOnce: 1 } });
      return outcomeOf(runs);
    },
  };
}

function outcomeOf(runs: readonly JourneyRun[]): JourneyOutcome {
  const bad = runs.find(({ outcome }) => outcome !== 'good');
  const failed = bad?.steps.find(({ outcome }) => outcome === 'failed' || outcome === 'could not run');
  return {
    isGood: bad === undefined,
    ...(bad?.outcome === 'could not run' ? { couldNotRun: true } : {}),
    tookMs: runs.reduce((sum, { tookMs }) => sum + tookMs, 0),
    failedStep: bad?.failedStep ?? null,
    code: bad?.code ?? null,
    message: bad?.message ?? '',
    evidence: (failed?.evidence ?? []).slice(0, maxEvidence),
  };
}

const unknownJourney = (id: string): JourneyOutcome => ({
  isGood: false,
  tookMs: 0,
  failedStep: null,
  code: 'journey-unknown',
  message: `launch.yaml has no journey "${id.slice(0, 64)}" any more`,
  evidence: [],
});
