import { gatherProject } from '../../manifest/init/gather.ts';
import { proposeManifest } from '../../manifest/init/propose.ts';
import { UserError } from '../../model/error.ts';
import type { Outside } from '../../model/outside.ts';
import type { Target } from '../../model/target.ts';
import { savedFacts } from '../audit/facts-source.ts';
import { writeFile } from '../audit/output.ts';
import { domainArgument, manifestOf } from '../audit/subject.ts';
import { exitCodes, type CommandInput, type CommandRun } from '../command.ts';

export const run: CommandRun = async (context, input) => {
  await using outside = await context.openOutside({});
  const path = input.options.text('manifest') ?? 'launch.yaml';
  const isShownOnly = input.options.isOn('print') || input.options.isOn('json');
  if (!isShownOnly && !input.options.isOn('force')) await refuseExisting(outside, path);
  const [domain] = input.arguments;
  const text = proposeManifest({
    domain: domain === undefined ? null : domainArgument(domain),
    profile: input.options.text('profile') ?? null,
    project: await gatherProject(outside, context.cwd),
    seen: await seenTargets(outside, input),
  });
  if (text === null) throw noDomain();
  const manifest = manifestOf(text, path);
  if (input.options.isOn('json')) context.stdout(`${JSON.stringify(manifest, null, 2)}\n`);
  else if (isShownOnly) context.stdout(text);
  else {
    await writeFile(context, outside, { path, text });
    context.stderr(`Read it, answer its questions, then run: launch-ready audit\n`);
  }
  return exitCodes.ready;
};

async function seenTargets(outside: Outside, input: CommandInput): Promise<readonly Target[]> {
  const path = input.options.text('from');
  return path === undefined ? [] : (await savedFacts(outside, path)).targets;
}

async function refuseExisting(outside: Outside, path: string): Promise<void> {
  const found = await outside.files.stat(path);
  if (!found.ok && found.error.kind === 'not-found') return;
  throw new UserError('LR_INIT_EXISTS', {
    what: `${path} is there already.`,
    why: 'Writing would lose what its owner wrote.',
    todo: 'See the proposal with --print, or overwrite it with --force.',
  });
}

const noDomain = (): UserError =>
  new UserError('LR_INIT_NO_DOMAIN', {
    what: 'No domain was given and the code names none.',
    why: 'A manifest is about one domain.',
    todo: 'Run: launch-ready init example.com',
  });
