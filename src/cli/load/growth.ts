import { dirname, join } from 'node:path';
import { runCommand } from '../../deploy/commands.ts';
import { growthOfRoutes, type GrowthStep, type RouteGrowth } from '../../load/growth.ts';
import { ms } from '../../load/verdict.ts';
import { UserError } from '../../model/error.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { Outside } from '../../model/outside.ts';
import { inertLine } from '../../report/inert.ts';
import { openSubjectNetwork, readSubject } from '../audit/subject.ts';
import { exitCodes, type CommandContext, type CommandInput, type CommandRun } from '../command.ts';
import { measure } from './measure.ts';
import { planOf } from './plan.ts';
import { chosenRoutes, onThisMachine } from './routes.ts';
import { confirm, print } from './run.ts';

const seedLimitMs = 30 * 60_000;

export const run: CommandRun = async (context, input) => {
  const aboutProduct = { ...onThisMachine(input), arguments: [] };
  await using outside = await openSubjectNetwork(context, aboutProduct);
  const subject = await readSubject(outside, aboutProduct);
  const seed = seedCommand(input);
  const sizes = sizesOf(input.options.text('sizes') ?? '');
  const { routes, notAsked } = await chosenRoutes(outside, input, subject);
  const plan = planOf(outside, input.options, routes);
  const to = { outside, input };
  await confirm(context, to, plan);
  const steps: GrowthStep[] = [];
  for (const size of sizes) {
    await makeData(context, to, { manifest: subject.manifest, seed, size });
    steps.push({ size, result: await measure(context, to, plan) });
    if (context.signal.aborted) return exitCodes.interrupted;
  }
  const grown = growthOfRoutes(plan, steps);
  const json = {
    schema: 'launch-ready/load-growth@1',
    product: subject.manifest.product.name,
    sizes,
    routes: grown,
    notAsked,
  };
  const text = input.options.isOn('json')
    ? `${JSON.stringify(json, null, 2)}\n`
    : grown.map(routeText).join('');
  await print(context, to, text);
  return exitOf(grown);
};

function exitOf(grown: readonly RouteGrowth[]): number {
  if (grown.some(({ verdict }) => verdict === 'failed')) return exitCodes.findings;
  return grown.every(({ verdict }) => verdict === 'good') ? exitCodes.ready : exitCodes.couldNotLook;
}

function routeText({ id, verdict, text, points }: RouteGrowth): string {
  const mark = { good: '✓', failed: '✗', unknown: '?' }[verdict];
  const rows = points.map(
    (point) =>
      `    ${String(point.size).padStart(9)}  p95 ${point.p95Ms === null ? '-' : ms(point.p95Ms)}${point.verdict === 'unknown' ? ' (does not count)' : ''}\n`,
  );
  return `${mark} ${inertLine(id)}: ${text}\n${rows.join('')}`;
}

async function makeData(
  context: CommandContext,
  { outside, input }: { readonly outside: Outside; readonly input: CommandInput },
  what: { readonly manifest: Manifest; readonly seed: string; readonly size: number },
): Promise<void> {
  const { manifest, seed, size } = what;
  const isQuiet = input.options.isOn('quiet');
  const ended = await runCommand(outside, manifest, {
    line: seed.replaceAll('{size}', String(size)),
    folder: dirname(join(context.cwd, input.options.text('manifest') ?? 'launch.yaml')),
    env: { LAUNCH_READY_SIZE: String(size) },
    timeoutMs: seedLimitMs,
    signal: context.signal,
    onLine: (line) => (isQuiet ? undefined : context.stderr(`${inertLine(line)}\n`)),
    onStarted: async () => {},
  });
  if (ended.isGood || context.signal.aborted) return;
  throw new UserError('LR_LOAD_SEED', {
    what: `The seed command for size ${size} ${ended.text}.${ended.tail.length === 0 ? '' : `\n${ended.tail.slice(-5).map(inertLine).join('\n')}`}`,
    why: 'Without the data nothing can be said about growth.',
    todo: 'Run it by hand until it works, then again here.',
  });
}

function seedCommand({ options }: CommandInput): string {
  const seed = options.text('seed')?.trim() ?? '';
  if (seed !== '') return seed;
  throw new UserError('LR_LOAD_SEED', {
    what: 'No --seed command was given.',
    why: 'Only you know how data of your product is made.',
    todo: "Give it like --seed 'npm run seed -- {size}'",
  });
}

function sizesOf(text: string): readonly number[] {
  const sizes = text.split(',').map(Number);
  const isRising = sizes.every(
    (size, at) => Number.isInteger(size) && size >= 1 && size > (sizes[at - 1] ?? 0),
  );
  if (isRising && sizes.length >= 4 && sizes.length <= 12) return sizes;
  throw new UserError('LR_OPTION_INVALID', {
    what: `--sizes ${text.slice(0, 100)} is not a list of four to twelve rising whole numbers.`,
    why: 'A slope needs points to lie on.',
    todo: 'Give it like --sizes 100,200,500,1000',
  });
}
