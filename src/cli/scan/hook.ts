import { join } from 'node:path';
import { UserError } from '../../model/error.ts';
import type { Outside } from '../../model/outside.ts';
import { gitText } from '../../collectors/secrets/git.ts';
import { exitCodes, type CommandContext, type CommandInput } from '../command.ts';
import { rootOf } from './look.ts';

const mark = '# launch-ready secrets hook';
const line = 'launch-ready scan --staged --quiet --plain';
/** No npx: without the package it asks a registry, and a commit would wait for the network. */
const hookText = `#!/bin/sh
${mark}
PATH="./node_modules/.bin:$PATH"
if ! command -v launch-ready > /dev/null 2>&1; then
  echo 'The staged changes were not looked at: launch-ready is not installed here (npm install --save-dev launch-ready).' >&2
  exit 1
fi
exec ${line}
`;

/** Writes the pre-commit hook; one that is there and not ours is replaced only after a yes, and kept beside it. */
export async function installHook(
  context: CommandContext,
  input: CommandInput,
  outside: Outside,
): Promise<number> {
  const folder = rootOf({ context, input });
  const path = await hookPath(context, outside, folder);
  const present = await outside.files.readText(path);
  if (present.ok && !present.value.includes(mark)) {
    const answer = await context.ask(
      `${path} is a hook already. Replace it, keeping the old one beside it? (yes/no) `,
    );
    if (answer?.trim().toLowerCase() !== 'yes') throw hookExists(path);
    await written(await outside.files.rename(path, `${path}.before-launch-ready`), path);
  }
  await outside.files.makeFolder(join(path, '..'));
  await written(await outside.files.write(path, hookText, { mode: 0o755 }), path);
  context.stderr(`Installed: ${path}\nEach commit now runs: ${line}\n`);
  return exitCodes.ready;
}

/** Where git itself looks for hooks: core.hooksPath and worktrees included. */
async function hookPath(context: CommandContext, outside: Outside, folder: string): Promise<string> {
  const place = { outside, folder, signal: context.signal };
  const configured = (await gitText(place, ['config', '--local', '--get', 'core.hooksPath']))?.trim();
  const common = (await gitText(place, ['rev-parse', '--git-common-dir']))?.trim();
  const top = (await gitText(place, ['rev-parse', '--show-toplevel']))?.trim();
  if (common === undefined || top === undefined)
    throw new UserError('LR_SCAN_NOT_A_REPOSITORY', {
      what: `--install-hook: ${folder} is no git repository.`,
      why: 'A hook belongs to one.',
      todo: 'Run it inside the repository.',
    });
  const hooks = configured === undefined || configured === '' ? `${common}/hooks` : configured;
  const base = configured === undefined || configured === '' ? folder : top;
  return hooks.startsWith('/') ? join(hooks, 'pre-commit') : join(base, hooks, 'pre-commit');
}

async function written(result: Awaited<ReturnType<Outside['files']['write']>>, path: string): Promise<void> {
  if (result.ok) return;
  throw new UserError('LR_FILE_UNWRITABLE', {
    what: `${path}: ${result.error.message}`,
    why: 'The hook could not be installed.',
    todo: 'Check the folder and its permissions.',
  });
}

const hookExists = (path: string): UserError =>
  new UserError('LR_HOOK_EXISTS', {
    what: `${path} is there and was not written by this program.`,
    why: 'Overwriting it would silently drop what it does.',
    todo: `Add this line to it: ${line}`,
  });
