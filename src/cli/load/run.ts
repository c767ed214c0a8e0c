import { k6Journeys, type K6Journeys } from '../../load/k6-journeys.ts';
import { k6Script } from '../../load/k6.ts';
import type { LoadPlan } from '../../load/plan.ts';
import { peakRate } from '../../protocols/load/shape.ts';
import { inertLine } from '../../report/inert.ts';
import { ansiPalette, plainPalette } from '../../report/terminal/palette.ts';
import { UserError } from '../../model/error.ts';
import type { Outside } from '../../model/outside.ts';
import { writeFile } from '../audit/output.ts';
import type { Subject } from '../audit/subject.ts';
import { exitCodes, type CommandContext, type CommandInput, type CommandRun } from '../command.ts';
import { comparedWith, readBaseline, refuseOtherLoad, toleranceOf } from './baseline.ts';
import { loadDocument, type LoadDocument, type LoadVerdict } from './document.ts';
import { measure } from './measure.ts';
import { openLoadSubject } from './opening.ts';
import { writePage } from './page.ts';
import { planOf } from './plan.ts';
import { renderLoadTerminal } from './render-terminal.ts';
import { chosenRoutes, publicHosts, type ChosenRoutes } from './routes.ts';
import { journeyScenarios, weighted } from './scenarios.ts';

export const run: CommandRun = async (context, input) => {
  if (input.options.text('degrade') !== undefined) return (await import('./degrade.ts')).run(context, input);
  await using opened = await openLoadSubject(context, input);
  const { outside, subject, journeys, parts } = opened;
  const scenarios = journeyScenarios(journeys, { parts, profile: subject.profile, signal: context.signal });
  const { routes, notAsked } = await routesBeside(journeys.length, input, { outside, subject });
  const all = weighted([...routes, ...scenarios.routes], input.options);
  const plan = planOf(outside, input.options, all);
  const to = { outside, input, own: scenarios.targets };
  if (input.options.text('export') !== undefined)
    return await exportPlan(context, to, { plan, walks: k6Journeys(journeys, parts) });
  const baseline = await readBaseline(outside, input.options);
  const tolerance = toleranceOf(input.options);
  if (baseline !== null) refuseOtherLoad(baseline, plan);
  await confirm(context, to, plan);
  const startedAt = outside.clock.now();
  const result = await measure(context, to, plan);
  const product = subject.manifest.product.name;
  const steps = [...scenarios.targets.values()].flatMap((target) => target.steps());
  const about = { version: context.version, product, startedAt, notAsked, steps };
  const measured = loadDocument(plan, result, about);
  const document = baseline === null ? measured : comparedWith(baseline, measured, tolerance);
  await print(context, to, rendered(context, input, document));
  await writePage(context, to, document);
  return result.stopped?.reason === 'interrupted' ? exitCodes.interrupted : exitOf[document.verdict];
};

interface At {
  readonly outside: Outside;
  readonly input: CommandInput;
}

/** Journeys alone are a load too, where the manifest has no route that only reads. */
async function routesBeside(
  journeys: number,
  input: CommandInput,
  { outside, subject }: { readonly outside: Outside; readonly subject: Subject },
): Promise<ChosenRoutes> {
  const isAlone =
    journeys > 0 &&
    input.arguments.length === 0 &&
    !subject.manifest.routes.some(({ method }) => method === 'GET' || method === 'HEAD');
  return isAlone ? { routes: [], notAsked: [] } : await chosenRoutes(outside, input, subject);
}

/** Journeys with steps that only this program can walk are left out and named. */
async function exportPlan(
  context: CommandContext,
  to: At & { readonly own: ReadonlyMap<string, unknown> },
  { plan, walks }: { readonly plan: LoadPlan; readonly walks: K6Journeys },
): Promise<number> {
  const isKept = (id: string): boolean => !to.own.has(id) || walks.journeys.some((walk) => walk.id === id);
  for (const sentence of walks.leftOut) context.stderr(`Not in the script: ${inertLine(sentence)}.\n`);
  await print(context, to, k6Script({ ...plan, routes: plan.routes.filter(({ id }) => isKept(id)) }, walks));
  return exitCodes.ready;
}

/** Real visitors are on a public host: somebody has to have said that this is all right. */
export async function confirm(
  context: CommandContext,
  { outside, input }: At,
  plan: LoadPlan,
): Promise<void> {
  const hosts = await publicHosts(outside, plan.routes);
  if (hosts.length === 0 || input.options.isOn('yes')) return;
  const what = `${Math.round(peakRate(plan.shape))} requests a second on ${hosts.join(', ')}, which is public`;
  const answer = await context.ask(`${what}. Does whoever runs it know? [y/N] `);
  if (answer !== null && /^y(?:es)?$/i.test(answer.trim())) return;
  throw new UserError('LR_LOAD_CONFIRM', {
    what: `${what}, and nobody said that this is agreed.`,
    why: 'Load is felt by real visitors, and a host may take it for an attack.',
    todo: 'Agree on a time with whoever runs the host, then add --yes.',
  });
}

function rendered(context: CommandContext, { options }: CommandInput, document: LoadDocument): string {
  if (options.isOn('json')) return `${JSON.stringify(document, null, 2)}\n`;
  const isColoured =
    context.terminal.hasColour && !options.isOn('plain') && options.text('output') === undefined;
  return renderLoadTerminal(document, isColoured ? ansiPalette : plainPalette);
}

export async function print(context: CommandContext, { outside, input }: At, text: string): Promise<void> {
  const path = input.options.text('output');
  if (path === undefined) context.stdout(text);
  else await writeFile(context, outside, { path, text });
}

const exitOf: Readonly<Record<LoadVerdict, number>> = {
  good: exitCodes.ready,
  failed: exitCodes.findings,
  unknown: exitCodes.couldNotLook,
};
