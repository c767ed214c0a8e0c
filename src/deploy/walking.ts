import type { JourneyRun } from '../model/journey-run.ts';
import type { ManifestJourney } from '../model/manifest.ts';
import { cleanUpAfter, walkJourney } from '../journeys/run.ts';
import type { Walk } from '../journeys/run.ts';
import { treesOf, walkAll } from '../journeys/walk-all.ts';
import type { JourneyTree } from '../journeys/walk-all.ts';
import type { DeployParts } from './parts.ts';

export interface Walked {
  readonly good: number;
  readonly failed: number;
  readonly unrun: number;
  /** `checkout failed: open /cart: Answered 500...`, one line each. */
  readonly failures: readonly string[];
  readonly failedIds: readonly string[];
}

/** The journeys named, or all that are critical (all, when none is). */
export async function walkJourneys(parts: DeployParts, ids?: readonly string[]): Promise<Walked> {
  const all = parts.manifest.journeys;
  const critical = all.filter(({ isCritical }) => isCritical);
  const usual = critical.length === 0 ? all : critical;
  const wanted = ids === undefined ? usual : all.filter(({ id }) => ids.includes(id));
  if (wanted.length === 0) return { good: 0, failed: 0, unrun: 0, failures: [], failedIds: [] };
  const runs = await walkAll(wanted, all, {
    parts: parts.journeys,
    options: { signal: parts.signal, atOnce: parts.settings.atOnce },
  });
  return summed(runs);
}

function summed(runs: readonly JourneyRun[]): Walked {
  const failed = runs.filter(({ outcome }) => outcome === 'failed');
  const unrun = runs.filter(({ outcome }) => outcome === 'could not run');
  return {
    good: runs.length - failed.length - unrun.length,
    failed: failed.length,
    unrun: unrun.length,
    failures: [...failed, ...unrun].map(failureLine),
    failedIds: failed.map(({ journey }) => journey),
  };
}

export function failureLine(run: JourneyRun): string {
  const at = run.failedStep === null ? '' : `${run.failedStep}: `;
  const evidence = run.steps.find(({ outcome }) => outcome === 'failed')?.evidence[0];
  return `${run.journey} ${run.outcome}: ${at}${run.message}${evidence === undefined ? '' : ` (${evidence})`}`;
}

/** First parts of journeys that others continue: what they wrote must still be there later. */
export interface Carried {
  readonly tree: JourneyTree;
  readonly walk: Walk;
}

/** Writes through every journey that has a continuation; the visitors are kept. */
export async function writeAhead(parts: DeployParts): Promise<readonly Carried[]> {
  const trees = treesOf(parts.manifest.journeys, parts.manifest.journeys).filter(
    ({ next }) => next.length > 0,
  );
  const carried: Carried[] = [];
  for (const tree of trees) {
    const walk = await walkJourney(tree.journey, parts.journeys, {
      signal: parts.signal,
      isCleanupLater: true,
    });
    carried.push({ tree, walk });
  }
  return carried;
}

/** Goes on as the same visitors: cookies, orders and files of before must still be good. Then their test data is taken away. */
export async function readBack(parts: DeployParts, carried: readonly Carried[]): Promise<Walked> {
  const runs: JourneyRun[] = [];
  for (const { tree, walk } of carried) {
    if (walk.run.outcome === 'good')
      for (const next of tree.next) runs.push(...(await continueWalk(parts, next, walk)));
    await cleanUpAfter(tree.journey, walk.visitor, parts.journeys);
  }
  return summed(runs);
}

async function continueWalk(
  parts: DeployParts,
  tree: JourneyTree,
  before: Walk,
): Promise<readonly JourneyRun[]> {
  const journey: ManifestJourney = tree.journey;
  const walk = await walkJourney(journey, parts.journeys, {
    signal: parts.signal,
    visitor: before.visitor,
    isCleanupLater: true,
  });
  const later: JourneyRun[] = [];
  if (walk.run.outcome === 'good')
    for (const next of tree.next) later.push(...(await continueWalk(parts, next, walk)));
  await cleanUpAfter(journey, walk.visitor, parts.journeys);
  return [walk.run, ...later];
}
