import type { JourneyRun } from '../../../model/journey-run.ts';

/** What became of one journey of launch.yaml, before or after. */
export type Walked = Pick<JourneyRun, 'journey' | 'title' | 'outcome' | 'message'>;

/** Journeys that went through before and do not now, one sentence each. One that could not be walked before proves nothing. */
export function brokenJourneys(before: readonly Walked[], after: readonly Walked[]): readonly string[] {
  const good = new Set(before.filter(({ outcome }) => outcome === 'good').map(({ journey }) => journey));
  return after.flatMap(({ journey, title, outcome, message }) => {
    if (outcome === 'good' || !good.has(journey)) return [];
    const how = outcome === 'failed' ? 'fails now' : 'cannot be walked any more';
    return [`the journey “${title}” ${how}: ${message}`];
  });
}
