import type { GateOptions, GateResult } from '../../model/deploy.ts';
import { UserError } from '../../model/error.ts';
import { nearest } from '../../model/nearest.ts';
import type { Outside } from '../../model/outside.ts';
import { sourceKinds } from '../../collectors/env/named-sources.ts';
import { passThrough } from '../../deploy/gate.ts';
import { writeFile } from '../audit/output.ts';
import { readSubject } from '../audit/subject.ts';
import { exitCodes, type CommandContext, type CommandInput, type CommandRun } from '../command.ts';
import { openNetwork } from '../network-options.ts';
import { absolute } from '../scan/look.ts';
import { ciOf, githubAnnotations, gitlabCodeQuality } from './annotations.ts';
import { gatePlans } from './compose.ts';
import { gateStepIds } from './options.ts';
import { gateJunit, gateMarkdown, gateSarif, problemsOf, renderGate } from './render.ts';

export const run: CommandRun = async (context, input) => {
  await using plain = await context.openOutside({});
  const subject = await readSubject(plain, input);
  await using outside = await openNetwork(context, input.options, {
    isPrivateNetworkAllowed: subject.manifest.isPrivateNetworkAllowed,
  });
  const { name, source } = environmentOf(input);
  const options: GateOptions = {
    ...subject,
    folder: folderOf(context, input),
    environment: name,
    skip: skippedSteps(input),
    onProgress: (text) => progress(context, input, text),
  };
  const plans = gatePlans({
    environment: source,
    report: input.options.text('report') ?? null,
    isAfter: input.options.isOn('after'),
  });
  const result = await passThrough(plans, options, { outside, signal: context.signal });
  progress(context, input, '');
  if (context.signal.aborted) return exitCodes.interrupted;
  await writeAll(context, input, { outside, result });
  return result.verdict === 'pass'
    ? exitCodes.ready
    : result.verdict === 'fail'
      ? exitCodes.findings
      : exitCodes.couldNotLook;
};

function progress(context: CommandContext, { options }: CommandInput, text: string): void {
  if (!context.terminal.isErrorTty || options.isOn('quiet') || options.isOn('plain')) return;
  context.stderr(`\r\u001b[2K${text === '' ? '' : `${text} …`}`);
}

function folderOf(context: CommandContext, { options }: CommandInput): string {
  const path = absolute(context.cwd, options.text('manifest') ?? 'launch.yaml');
  return path.slice(0, Math.max(1, path.lastIndexOf('/')));
}

function environmentOf({ options }: CommandInput): { readonly name: string; readonly source: string | null } {
  const [name = 'production', source] = (options.text('environment') ?? 'production').split(/=(.*)/s);
  const kind = source?.split(':')[0];
  if (/^[\w-]{1,40}$/.test(name) && (kind === undefined || sourceKinds.includes(kind)))
    return { name, source: source ?? null };
  throw new UserError('LR_ENV_SOURCE', {
    what: `--environment ${name.slice(0, 40)}=${source?.slice(0, 40) ?? ''}: that is no source.`,
    why: 'Without a source nothing is known about that environment.',
    todo: `Write name=source, with a source of ${sourceKinds.join(', ')}.`,
  });
}

function skippedSteps({ options }: CommandInput): readonly string[] {
  const skip = options.list('skip').flatMap((each) => each.split(','));
  for (const each of skip) {
    if ((gateStepIds as readonly string[]).includes(each)) continue;
    const guess = nearest(each, [...gateStepIds]);
    throw new UserError('LR_OPTION_INVALID', {
      what: `--skip ${each.slice(0, 40)}: the gate has no such step.${guess === undefined ? '' : ` Did you mean ${guess}?`}`,
      why: 'A step that is left out by mistake would look like one that passed.',
      todo: `The steps are ${gateStepIds.join(', ')}.`,
    });
  }
  return skip;
}

async function writeAll(
  context: CommandContext,
  input: CommandInput,
  { outside, result }: { readonly outside: Outside; readonly result: GateResult },
): Promise<void> {
  const { options } = input;
  const target = options.text('output');
  const text = renderGate(result, context, options);
  if (target === undefined) context.stdout(text);
  else await writeFile(context, outside, { path: target, text });
  const further = [
    ['sarif', () => gateSarif(result, context.version)],
    ['junit', () => gateJunit(result)],
    ['codequality', () => gitlabCodeQuality(problemsOf(result))],
  ] as const;
  for (const [option, make] of further) {
    const path = options.text(option);
    if (path !== undefined) await writeFile(context, outside, { path, text: make() });
  }
  await tellGithub(context, input, { outside, result });
}

/** Annotations on the step's output (unless that is the data), and the table on the job's page. */
async function tellGithub(
  context: CommandContext,
  { options }: CommandInput,
  { outside, result }: { readonly outside: Outside; readonly result: GateResult },
): Promise<void> {
  if (ciOf(outside.env) !== 'github') return;
  const isData =
    options.text('output') === undefined &&
    (options.isOn('json') || (options.text('format') ?? 'terminal') !== 'terminal');
  if (!isData) context.stdout(githubAnnotations(problemsOf(result)));
  const summary = outside.env.get('GITHUB_STEP_SUMMARY');
  if (summary !== undefined) await outside.files.append(summary, `${gateMarkdown(result)}\n`);
}
