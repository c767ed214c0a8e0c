import { UserError } from '../../model/error.ts';
import type { Outside } from '../../model/outside.ts';
import { parseBaseline, type BaselineEntry } from '../../protocols/secrets/baseline.ts';
import type { CommandContext, CommandInput } from '../command.ts';
import { absolute, rootOf } from './look.ts';
import { defaultBaseline } from './options.ts';

/** The baseline named, or the one in the scanned folder; a damaged one is refused, never half used. */
export async function readBaseline(
  context: CommandContext,
  input: CommandInput,
  outside: Outside,
): Promise<readonly BaselineEntry[]> {
  const named = input.options.text('baseline');
  const path =
    named === undefined ? `${rootOf({ context, input })}/${defaultBaseline}` : absolute(context.cwd, named);
  const text = await outside.files.readText(path);
  if (!text.ok) {
    if (named === undefined) return [];
    throw invalid(path, text.error.message);
  }
  const entries = parseBaseline(text.value);
  if (typeof entries === 'string') throw invalid(path, entries);
  return entries;
}

const invalid = (path: string, problem: string): UserError =>
  new UserError('LR_BASELINE_INVALID', {
    what: `${path} cannot be used: ${problem}`,
    why: 'A damaged list could hide a new leak, so it is not half used.',
    todo: 'Write it again with: launch-ready scan --write-baseline <file> --reason "..."',
  });
