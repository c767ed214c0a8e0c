import {
  comparable,
  compareRuns,
  type ComparedRoute,
  type ComparedRun,
  type LoadDescription,
} from '../../load/compare.ts';
import type { LoadPlan } from '../../load/plan.ts';
import type { LoadResult } from '../../load/result.ts';
import { steadyShape } from '../../protocols/load/shape.ts';
import { inertLine } from '../../report/inert.ts';
import type { Outside } from '../../model/outside.ts';
import { openSubjectNetwork, readSubject } from '../audit/subject.ts';
import { exitCodes, type CommandContext, type CommandInput, type CommandRun } from '../command.ts';
import { otherLoad, readRun, toleranceOf } from './baseline.ts';
import { descriptionOf } from './document.ts';
import { measure } from './measure.ts';
import { figure, planOf } from './plan.ts';
import { chosenRoutes, onThisMachine } from './routes.ts';
import { confirm, print } from './run.ts';

export const run: CommandRun = async (context, input) => {
  const [before = '', after = '', ...ids] = input.arguments;
  const isLive = [before, after].every((each) => /^https?:\/\//.test(each));
  const tolerance = toleranceOf(input.options);
  if (!isLive) {
    await using outside = await context.openOutside({});
    const [old, next] = [await readRun(outside, before), await readRun(outside, after)];
    const same = comparable(old.load, next.load);
    if (!same.isSame) throw otherLoad(same.why);
    const routes = compareRuns(old, next, { tolerance, isPaired: false });
    return await finish(context, { outside, input }, { load: next.load, routes, isPaired: false });
  }
  const aboutProduct = { ...onThisMachine(input, [before, after]), arguments: [] };
  await using outside = await openSubjectNetwork(context, aboutProduct);
  const live = await inTurn(context, { ...input, arguments: ids }, { outside, bases: [before, after] });
  if (context.signal.aborted) return exitCodes.interrupted;
  const routes = compareRuns(live.before, live.after, { tolerance, isPaired: true });
  return await finish(context, { outside, input }, { load: live.before.load, routes, isPaired: true });
};

/** Before, after, after, before, ...: neither is always the first, so that a drift meets both alike. */
async function inTurn(
  context: CommandContext,
  input: CommandInput,
  { outside, bases }: { readonly outside: Outside; readonly bases: readonly [string, string] },
): Promise<{ readonly before: ComparedRun; readonly after: ComparedRun }> {
  const subject = await readSubject(outside, { ...input, arguments: [] });
  const rounds = Math.round(figure(input.options, { name: 'rounds', min: 6, max: 16 }));
  const plans: LoadPlan[] = [];
  for (const base of bases) {
    const withBase = { ...input, options: input.options.with('base', base) };
    const { routes } = await chosenRoutes(outside, withBase, subject);
    const plan = planOf(outside, withBase.options, routes);
    await confirm(context, { outside, input: withBase }, plan);
    plans.push(oneRound(plan, rounds));
  }
  const results: LoadResult[][] = [[], []];
  for (let round = 0; round < rounds && !context.signal.aborted; round += 1) {
    for (const side of round % 2 === 0 ? [0, 1] : [1, 0]) {
      const plan = plans[side];
      if (plan !== undefined) results[side]?.push(await measure(context, { outside, input }, plan));
    }
  }
  const [first, second] = plans;
  if (first === undefined || second === undefined) throw new Error('two bases give two plans');
  const load = { ...descriptionOf(first), rounds };
  return {
    before: runOfRounds(results[0] ?? [], first, load),
    after: runOfRounds(results[1] ?? [], second, load),
  };
}

const roundWarmUpMs = 500;

/** The measured time is shared among the rounds; each warms up shortly, because the other version ran meanwhile. */
function oneRound(plan: LoadPlan, rounds: number): LoadPlan {
  const { rate, durationMs } = descriptionOf(plan);
  return { ...plan, shape: steadyShape(rate, Math.max(1000, durationMs / rounds), roundWarmUpMs) };
}

function runOfRounds(results: readonly LoadResult[], plan: LoadPlan, load: LoadDescription): ComparedRun {
  return {
    load,
    // Lateness meets both sides alike, so only a machine that is late as a rule voids the comparison.
    isValid:
      results.filter(({ ownSide }) => ownSide.latenessP50Ms > ownSide.allowedMs).length * 2 <= results.length,
    routes: plan.routes.map(({ id }, at) => ({
      id,
      errorShare: mean(results.map(({ routes }) => routes[at]?.errorShare ?? 1)),
      rounds: results.flatMap(({ routes }) => {
        const p95Ms = routes[at]?.latency?.p95.ms;
        return p95Ms === undefined ? [] : [{ p95Ms }];
      }),
    })),
  };
}

const mean = (figures: readonly number[]): number =>
  figures.reduce((sum, each) => sum + each, 0) / Math.max(1, figures.length);

async function finish(
  context: CommandContext,
  to: { readonly outside: Outside; readonly input: CommandInput },
  what: {
    readonly load: LoadDescription;
    readonly routes: readonly ComparedRoute[];
    readonly isPaired: boolean;
  },
): Promise<number> {
  const isWorse = what.routes.some(({ verdict }) => verdict === 'slower' || verdict === 'failing');
  const isOpen = what.routes.length === 0 || what.routes.some(({ verdict }) => verdict === 'unknown');
  const verdict = isWorse ? 'failed' : isOpen ? 'unknown' : 'good';
  const json = { schema: 'launch-ready/load-compare@1', verdict, ...what };
  const text = to.input.options.isOn('json')
    ? `${JSON.stringify(json, null, 2)}\n`
    : what.routes
        .map(({ id, verdict: each, text: says }) => `${marks[each]} ${inertLine(id)}: ${inertLine(says)}\n`)
        .join('');
  await print(context, to, text);
  return { failed: exitCodes.findings, unknown: exitCodes.couldNotLook, good: exitCodes.ready }[verdict];
}

const marks = { slower: '✗', failing: '✗', faster: '✓', same: '✓', unknown: '?' } as const;
