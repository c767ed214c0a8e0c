import { addWaiver } from '../../manifest/waivers.ts';
import { UserError } from '../../model/error.ts';
import type { Waiver } from '../../model/manifest.ts';
import { loadChecks, selectChecks } from '../audit/plugins.ts';
import { writeFile } from '../audit/output.ts';
import { manifestOf } from '../audit/subject.ts';
import { exitCodes, type CommandInput, type CommandRun } from '../command.ts';
import { readOptionFile } from '../network-options.ts';

const longestMs = 366 * 86_400_000;

export const run: CommandRun = async (context, input) => {
  await using outside = await context.openOutside({});
  const path = input.options.text('manifest') ?? 'launch.yaml';
  const text = await readOptionFile(outside, '--manifest', path);
  manifestOf(text, path);
  const waiver = waiverOf(input, outside.clock.now());
  selectChecks(await loadChecks(outside.files), { only: [waiver.check], stage: undefined });
  const changed = addWaiver(text, waiver);
  manifestOf(changed, path);
  await writeFile(context, outside, { path, text: changed });
  context.stdout(input.options.isOn('json') ? `${JSON.stringify(waiver, null, 2)}\n` : sentence(waiver));
  return exitCodes.ready;
};

function waiverOf(input: CommandInput, now: number): Waiver {
  const [named = ''] = input.arguments;
  const [check = '', target] = named.split('@', 2);
  return {
    check,
    target: target ?? null,
    owner: needed(input, 'owner'),
    reason: needed(input, 'reason'),
    until: lastDay(needed(input, 'until'), now),
  };
}

function needed(input: CommandInput, name: string): string {
  const value = input.options.text(name)?.trim() ?? '';
  if (value !== '') return value;
  throw new UserError('LR_WAIVER_INCOMPLETE', {
    what: `--${name} is missing.`,
    why: 'A risk is accepted by somebody, for a reason, until a day; otherwise it is only hidden.',
    todo: 'Give --owner, --reason and --until.',
  });
}

function lastDay(text: string, now: number): string {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (day > now && day < now + longestMs) return text;
  throw new UserError('LR_WAIVER_DAY', {
    what: `--until ${text.slice(0, 40)} is not a day within the next year.`,
    why: 'An accepted risk is looked at again at least once a year.',
    todo: 'Give a day like 2027-01-31.',
  });
}

const sentence = (waiver: Waiver): string =>
  `Accepted until ${waiver.until} by ${waiver.owner}: ${waiver.check}${waiver.target === null ? '' : ` on ${waiver.target}`} (${waiver.reason}).\n`;
