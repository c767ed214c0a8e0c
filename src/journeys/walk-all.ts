import type { JourneyRun, StepRun } from '../model/journey-run.ts';
import type { ManifestJourney } from '../model/manifest.ts';
import { cleanUpAfter, walkJourney } from './run.ts';
import type { Walk } from './run.ts';
import type { JourneyParts } from './work.ts';

export interface WalkAllOptions {
  readonly signal: AbortSignal;
  /** Journeys at the same time, 1 to 16. */
  readonly atOnce: number;
  readonly onStep?: (journey: string, step: StepRun) => void;
  readonly onRun?: (run: JourneyRun) => void;
}

/** A journey with those that continue it. */
export interface JourneyTree {
  readonly journey: ManifestJourney;
  readonly next: readonly JourneyTree[];
}

/**
 * Walks journeys, and those they continue before them, each once; a continuation goes on as the same visitor. What is cleaned up
 * waits until the last continuation is over. Runs come in the order of the manifest.
 */
export async function walkAll(
  wanted: readonly ManifestJourney[],
  all: readonly ManifestJourney[],
  setup: { readonly parts: JourneyParts; readonly options: WalkAllOptions },
): Promise<readonly JourneyRun[]> {
  const trees = treesOf(wanted, all);
  const runs: JourneyRun[] = [];
  const waiting = [...trees];
  const walkNext = async (): Promise<void> => {
    for (let tree = waiting.shift(); tree !== undefined; tree = waiting.shift())
      runs.push(...(await walkTree(tree, setup)));
  };
  const workers = Math.max(1, Math.min(16, setup.options.atOnce, trees.length));
  await Promise.all(Array.from({ length: workers }, walkNext));
  const order = new Map(all.map(({ id }, index) => [id, index]));
  return runs.toSorted((a, b) => (order.get(a.journey) ?? 0) - (order.get(b.journey) ?? 0));
}

async function walkTree(
  tree: JourneyTree,
  setup: { readonly parts: JourneyParts; readonly options: WalkAllOptions },
  before?: Walk,
): Promise<readonly JourneyRun[]> {
  const { parts, options } = setup;
  const { journey, next } = tree;
  const walk =
    before !== undefined && before.run.outcome !== 'good'
      ? { visitor: before.visitor, run: notReached(journey, before.run) }
      : await walkJourney(journey, parts, {
          signal: options.signal,
          isCleanupLater: true,
          ...(before === undefined ? {} : { visitor: before.visitor }),
          onStep: (step) => options.onStep?.(journey.id, step),
        });
  options.onRun?.(walk.run);
  const later: JourneyRun[] = [];
  for (const each of next) later.push(...(await walkTree(each, setup, walk)));
  const cleanup = await cleanUpAfter(journey, walk.visitor, parts);
  return [{ ...walk.run, cleanup }, ...later];
}

/** What the journey before has not reached cannot be judged. */
const notReached = (journey: ManifestJourney, before: JourneyRun): JourneyRun => ({
  journey: journey.id,
  title: journey.title,
  isCritical: journey.isCritical,
  run: before.run,
  startedAt: before.startedAt,
  tookMs: 0,
  outcome: 'could not run',
  failedStep: null,
  code: 'not-reached',
  message: `It continues ${before.journey}, which did not go through`,
  steps: [],
  cleanup: [],
  artifacts: [],
});

/** With all they continue; a circle (the manifest refuses them) ends where it closes. */
export function treesOf(
  wanted: readonly ManifestJourney[],
  all: readonly ManifestJourney[],
): readonly JourneyTree[] {
  const byId = new Map(all.map((journey) => [journey.id, journey]));
  const needed = new Set<ManifestJourney>();
  for (const journey of wanted) {
    for (
      let at: ManifestJourney | undefined = journey;
      at !== undefined && !needed.has(at);
      at = byId.get(at.after ?? '')
    )
      needed.add(at);
  }
  const inOrder = all.filter((journey) => needed.has(journey));
  const treeOf = (journey: ManifestJourney): JourneyTree => ({
    journey,
    next: inOrder.filter(({ after }) => after === journey.id).map(treeOf),
  });
  return inOrder.filter(({ after }) => after === undefined || after === null || !byId.has(after)).map(treeOf);
}
