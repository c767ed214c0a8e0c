import { plantedText } from '../../assistant/fill.ts';
import { evaluate } from '../../assistant/run.ts';
import type { Known } from '../../assistant/judges.ts';
import { allScenarios } from '../../assistant/all-scenarios.ts';
import { assistantSchema } from '../../model/assistant.ts';
import type { AssistantReport, ManifestAssistant } from '../../model/assistant.ts';
import { UserError } from '../../model/error.ts';
import type { Manifest } from '../../model/manifest.ts';
import { nearest } from '../../model/nearest.ts';
import type { Outside } from '../../model/outside.ts';
import { textBehind } from '../../secrets/behind.ts';
import { ansiPalette, plainPalette } from '../../report/terminal/palette.ts';
import { writeFile } from '../audit/output.ts';
import { progressLine } from '../audit/progress.ts';
import { openSubjectNetwork, readSubject } from '../audit/subject.ts';
import { exitCodes, type CommandContext, type CommandInput, type CommandRun } from '../command.ts';
import { assistantText, headlineOf, verdictOf } from './render.ts';

export const run: CommandRun = async (context, input) => {
  await using outside = await openSubjectNetwork(context, input);
  const { manifest } = await readSubject(outside, input);
  const { assistant } = manifest;
  if (assistant === null) throw nobodySaid();
  if (input.options.isOn('plants')) {
    context.stdout(plantsText(manifest, assistant));
    return exitCodes.ready;
  }
  const report = await reportOf(context, input, { outside, manifest, assistant });
  if (context.signal.aborted) return exitCodes.interrupted;
  await print(report, context, { input, outside });
  if (report.verdict === 'fail') return exitCodes.findings;
  return report.verdict === 'pass' ? exitCodes.ready : exitCodes.couldNotLook;
};

interface About {
  readonly outside: Outside;
  readonly manifest: Manifest;
  readonly assistant: ManifestAssistant;
}

async function reportOf(
  context: CommandContext,
  input: CommandInput,
  { outside, manifest, assistant }: About,
): Promise<AssistantReport> {
  const { domain } = manifest.product;
  const url = addressOf(manifest, assistant);
  const [only, repeat] = [wanted(input), times(input)];
  const [headers, known] = [await headersOf(outside, assistant), await knownOf(outside, assistant)];
  const startedAt = outside.clock.now();
  const startedMs = outside.clock.monotonicMs();
  const progress = progressLine(context, input.options, `Talking to ${url}`);
  const { results, requests } = await evaluate({
    assistant,
    url,
    headers,
    outside,
    signal: context.signal,
    known,
    domain,
    only,
    repeat,
    onDone: (settled, started) => progress.update({ settled, started, latest: '' }),
  }).finally(progress.end);
  return {
    schema: assistantSchema,
    tool: { name: 'launch-ready', version: context.version },
    product: manifest.product.name,
    url,
    startedAt,
    tookMs: outside.clock.monotonicMs() - startedMs,
    requests,
    verdict: verdictOf(results),
    headline: headlineOf(results),
    results,
  };
}

function addressOf({ hosts, product }: Manifest, { url }: ManifestAssistant): string {
  if (!url.startsWith('/')) return url;
  const app = hosts.find(({ role }) => role === 'app')?.name ?? product.canonicalHost ?? product.domain;
  return `https://${app}${url}`;
}

async function headersOf(
  outside: Outside,
  { headers }: ManifestAssistant,
): Promise<readonly (readonly [string, string])[]> {
  const names = Object.keys(headers);
  return Promise.all(
    names.map(
      async (name) =>
        [name.toLowerCase(), await textOf(outside, `headers.${name}`, headers[name] ?? '')] as const,
    ),
  );
}

async function knownOf(outside: Outside, assistant: ManifestAssistant): Promise<Known> {
  const { canaries, instructions, tools, handover } = assistant;
  return {
    canaries: await Promise.all(
      canaries.map(async ({ id, where, value }) => ({
        id,
        where,
        text: await textOf(outside, `canaries[${id}].value`, value),
      })),
    ),
    instructions: instructions === null ? null : await textOf(outside, 'instructions', instructions),
    tools,
    tellsHandover: handover !== null,
  };
}

async function textOf(outside: Outside, where: string, text: string): Promise<string> {
  const found = await textBehind(text, outside);
  if (found.ok) return found.value;
  throw new UserError('LR_ASSISTANT_SECRET', {
    what: `assistant.${where}: ${found.error.message}.`,
    why: 'Without its header nobody is let in, and without the canary nothing could come out.',
    todo: 'Set the variable, or check the path and its permissions.',
  });
}

function wanted({ options }: CommandInput): readonly string[] {
  const known = [...new Set(allScenarios.flatMap(({ id, category }) => [id, category]))];
  const only = options.list('only');
  const wrong = only.find((each) => !known.includes(each));
  if (wrong === undefined) return only;
  const near = nearest(wrong, known);
  throw new UserError('LR_ASSISTANT_MISSING', {
    what: `--only ${wrong.slice(0, 80)} is no scenario and no category.`,
    why: 'Only what is known can be asked.',
    todo:
      near === null
        ? `Categories: ${known.filter((each) => !each.includes('/')).join(', ')}.`
        : `Did you mean ${near}?`,
  });
}

function times({ options }: CommandInput): number {
  const value = Number(options.text('repeat') ?? 2);
  if (Number.isInteger(value) && value >= 1 && value <= 5) return value;
  throw new UserError('LR_NUMBER_INVALID', {
    what: '--repeat is not a number from 1 to 5.',
    why: 'Every talk costs the assistant’s owner money.',
    todo: 'Give 1 to 5.',
  });
}

const plantsText = ({ product }: Manifest, { planted }: ManifestAssistant): string =>
  planted.length === 0
    ? 'launch.yaml names nothing below assistant.planted: a question that makes the assistant read a text of yours.\n'
    : `${planted
        .map(({ id, ask }) => `${id}: put this where “${ask}” leads\n  ${plantedText(product.domain, id)}`)
        .join('\n\n')}\n`;

const nobodySaid = (): UserError =>
  new UserError('LR_ASSISTANT_MISSING', {
    what: 'launch.yaml has no assistant.',
    why: 'Only the address named there is spoken to.',
    todo: 'Add assistant to launch.yaml; docs/guides/assistant.md has an entry for every kind of interface.',
  });

async function print(
  report: AssistantReport,
  context: CommandContext,
  { input, outside }: { readonly input: CommandInput; readonly outside: Outside },
): Promise<void> {
  const { options } = input;
  const target = options.text('output');
  const hasColour = context.terminal.hasColour && !options.isOn('plain') && target === undefined;
  const text = options.isOn('json')
    ? `${JSON.stringify(report, null, 2)}\n`
    : assistantText(report, {
        palette: hasColour ? ansiPalette : plainPalette,
        isVerbose: options.isOn('verbose'),
      });
  if (target === undefined) context.stdout(text);
  else await writeFile(context, outside, { path: target, text });
}
