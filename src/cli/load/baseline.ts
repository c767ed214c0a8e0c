import { z } from 'zod';
import { comparable, compareRuns, type ComparedRun } from '../../load/compare.ts';
import type { LoadPlan } from '../../load/plan.ts';
import { UserError } from '../../model/error.ts';
import type { Outside } from '../../model/outside.ts';
import type { ParsedOptions } from '../command.ts';
import { against, descriptionOf, type LoadDocument } from './document.ts';
import { figure } from './plan.ts';

const maxBytes = 16 * 1024 * 1024;

const runSchema = z.object({
  schema: z.literal('launch-ready/load@1'),
  load: z.object({
    rate: z.number(),
    durationMs: z.number(),
    rounds: z.number(),
    spacing: z.string(),
    mix: z.array(z.string()),
  }),
  ownSide: z.object({ isBottleneck: z.boolean() }),
  routes: z.array(
    z.object({
      id: z.string(),
      errorShare: z.number(),
      rounds: z.array(z.object({ p95Ms: z.number().positive() })).max(200),
    }),
  ),
});

export const toleranceOf = (options: ParsedOptions): number =>
  figure(options, { name: 'tolerance', min: 1, max: 1000 }) / 100;

/** The run named by --against; null without one. */
export async function readBaseline(outside: Outside, options: ParsedOptions): Promise<ComparedRun | null> {
  const path = options.text('against');
  return path === undefined ? null : await readRun(outside, path);
}

export async function readRun(outside: Outside, path: string): Promise<ComparedRun> {
  const text = await outside.files.readText(path, { maxBytes });
  if (!text.ok) throw unusable(path, text.error.message);
  const read = runSchema.safeParse(parsed(text.value));
  if (!read.success) throw unusable(path, 'it is not what launch-ready load --json prints');
  return { ...read.data, isValid: !read.data.ownSide.isBottleneck };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Before anything is asked: a comparison of different loads says nothing. */
export function refuseOtherLoad({ load }: ComparedRun, plan: LoadPlan): void {
  const same = comparable(load, descriptionOf(plan));
  if (!same.isSame) throw otherLoad(same.why);
}

export const otherLoad = (why: string): UserError =>
  new UserError('LR_LOAD_BASELINE', {
    what: `The two runs are not the same load: ${why}.`,
    why: 'Latency depends on the load; figures of different loads cannot be compared.',
    todo: 'Run with the same options, or make a new baseline: launch-ready load --json --output baseline.json',
  });

export function comparedWith(baseline: ComparedRun, document: LoadDocument, tolerance: number): LoadDocument {
  return against(document, compareRuns(baseline, runOf(document), { tolerance, isPaired: false }));
}

export const runOf = ({ load, routes, ownSide }: LoadDocument): ComparedRun => ({
  load,
  routes,
  isValid: !ownSide.isBottleneck,
});

const unusable = (path: string, why: string): UserError =>
  new UserError('LR_LOAD_BASELINE', {
    what: `${path}: ${why}.`,
    why: 'Without a whole run there is nothing to compare with.',
    todo: 'Make one with: launch-ready load --json --output baseline.json',
  });
