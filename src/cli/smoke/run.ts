import { ansiPalette, plainPalette } from '../../report/terminal/palette.ts';
import type { Manifest } from '../../model/manifest.ts';
import type { Outside } from '../../model/outside.ts';
import { walkAll } from '../../journeys/walk-all.ts';
import { writeFile } from '../audit/output.ts';
import { openSubjectNetwork, readSubject } from '../audit/subject.ts';
import { exitCodes, type CommandContext, type CommandInput, type CommandRun } from '../command.ts';
import { smokeHeadline, smokeSchema, smokeVerdict, type SmokeDocument } from './document.ts';
import { smokeFormats } from './options.ts';
import { atOnce, chosenJourneys, openWalkingParts } from './parts.ts';
import { smokeProgress } from './progress.ts';
import { renderSmokeJunit } from './render-junit.ts';
import { renderSmokeTerminal } from './render-terminal.ts';

export const run: CommandRun = async (context, input) => {
  const aboutProduct = { ...input, arguments: [] };
  if (input.options.isOn('templates')) {
    const { printTemplates } = await import('./templates.ts');
    return printTemplates(context, input);
  }
  await using outside = await openSubjectNetwork(context, aboutProduct);
  const { manifest } = await readSubject(outside, aboutProduct);
  const document = await smoke(context, input, { outside, manifest });
  if (context.signal.aborted) return exitCodes.interrupted;
  await print(document, context, { input, outside });
  return exitOf(document);
};

async function smoke(
  context: CommandContext,
  input: CommandInput,
  at: { readonly outside: Outside; readonly manifest: Manifest },
): Promise<SmokeDocument> {
  const { outside, manifest } = at;
  const journeys = chosenJourneys(manifest, input);
  await using walking = await openWalkingParts(context, input.options, { ...at, journeys });
  const progress = smokeProgress(context, input.options);
  const startedAt = outside.clock.now();
  const startedMs = outside.clock.monotonicMs();
  const runs = await walkAll(journeys, manifest.journeys, {
    parts: walking.parts,
    options: { signal: context.signal, atOnce: atOnce(input.options), onStep: progress.step },
  }).finally(progress.end);
  return {
    schema: smokeSchema,
    tool: { name: 'launch-ready', version: context.version },
    product: manifest.product.name,
    baseUrl: walking.parts.baseUrl,
    startedAt,
    tookMs: outside.clock.monotonicMs() - startedMs,
    verdict: smokeVerdict(runs),
    headline: smokeHeadline(runs),
    journeys: runs,
  };
}

async function print(
  document: SmokeDocument,
  context: CommandContext,
  to: { readonly input: CommandInput; readonly outside: Outside },
): Promise<void> {
  const { options } = to.input;
  const target = options.text('output');
  const isColoured = context.terminal.hasColour && !options.isOn('plain') && target === undefined;
  const text = rendered(document, to.input, {
    palette: isColoured ? ansiPalette : plainPalette,
    columns: context.terminal.columns,
    isVerbose: options.isOn('verbose'),
  });
  if (target === undefined) context.stdout(text);
  else await writeFile(context, to.outside, { path: target, text });
}

function rendered(
  document: SmokeDocument,
  { options }: CommandInput,
  screen: Parameters<typeof renderSmokeTerminal>[1],
): string {
  const asked = options.isOn('json') ? 'json' : options.text('format');
  switch (smokeFormats.find((each) => each === asked) ?? 'terminal') {
    case 'json':
      return `${JSON.stringify(document, null, 2)}\n`;
    case 'junit':
      return renderSmokeJunit(document);
    case 'terminal':
      return renderSmokeTerminal(document, screen);
  }
}

function exitOf({ verdict }: SmokeDocument): number {
  if (verdict === 'good') return exitCodes.ready;
  return verdict === 'failed' ? exitCodes.findings : exitCodes.couldNotLook;
}
