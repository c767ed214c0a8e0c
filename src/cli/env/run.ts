import { exampleFile } from '../../protocols/env/writing/example.ts';
import { loaderModule } from '../../protocols/env/writing/loader.ts';
import { writeFile } from '../audit/output.ts';
import { exitCodes, type CommandRun } from '../command.ts';
import { ciOf, githubAnnotations } from '../gate/annotations.ts';
import { isFailing } from '../gate/problem.ts';
import { openNetwork } from '../network-options.ts';
import { envDocument, type EnvDocument } from './document.ts';
import { deadAddresses, housekeeping } from './further.ts';
import { lookAtEnv, type EnvPlace } from './look.ts';
import { envMarkdown, renderEnv } from './render.ts';
import type { ProductEnv } from '../../collectors/env/product.ts';

export const run: CommandRun = async (context, input) => {
  await using outside = await openNetwork(context, input.options);
  const place = { context, input, outside };
  const started = outside.clock.monotonicMs();
  const product = await lookAtEnv(place);
  if (context.signal.aborted) return exitCodes.interrupted;
  const dead = input.options.isOn('check-addresses')
    ? await deadAddresses(product, outside, context.signal)
    : { problems: [], told: [] };
  const problems = [...product.judgement.problems, ...housekeeping(product), ...dead.problems];
  const looked = { ...product, notLookedAt: [...product.notLookedAt, ...dead.told] };
  const tookMs = outside.clock.monotonicMs() - started;
  const document = envDocument(looked, { version: context.version, tookMs, problems });
  await writeFiles(place, product, document);
  const text = renderEnv(document, context, input.options);
  const target = input.options.text('output');
  if (target === undefined) context.stdout(text);
  else await writeFile(context, outside, { path: target, text });
  if (ciOf(outside.env) === 'github' && target !== undefined)
    context.stdout(githubAnnotations(document.problems));
  return exitCodeOf(document, input.options.text('fail-on') ?? 'medium');
};

async function writeFiles(
  { context, input, outside }: EnvPlace,
  product: ProductEnv,
  document: EnvDocument,
): Promise<void> {
  const wanted = [
    ['write-example', () => exampleFile(product.inventory)],
    ['write-loader', () => loaderModule(product.inventory)],
    ['write-table', () => `# Environment variables\n\n${envMarkdown(document)}\n`],
  ] as const;
  for (const [option, make] of wanted) {
    const path = input.options.text(option);
    if (path !== undefined) await writeFile(context, outside, { path, text: make() });
  }
}

/** An environment that was asked for and could not be read is no pass. */
function exitCodeOf(document: EnvDocument, failOn: string): number {
  if (isFailing(document.problems, failOn)) return exitCodes.findings;
  return document.environments.some(({ gap }) => gap !== null) ? exitCodes.couldNotLook : exitCodes.ready;
}
