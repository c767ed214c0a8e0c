import type { Report } from '../../model/report.ts';
import { UserError } from '../../model/error.ts';
import { auditReport } from '../audit/run.ts';
import {
  exitCodes,
  type CommandContext,
  type CommandInput,
  type CommandRun,
  type ParsedOptions,
} from '../command.ts';
import { openNetwork } from '../network-options.ts';

/** A tool: a pure function over the report, and how its answer reads. */
export interface Tool<Answer> {
  readonly answer: (report: Report, options: ParsedOptions) => Answer;
  readonly lines: (answer: Answer) => readonly string[];
}

/** Runs a tool over saved facts or a fresh look; `--json` prints the answer as it is. */
export const toolRun =
  <Answer>(tool: Tool<Answer>): CommandRun =>
  async (context: CommandContext, input: CommandInput) => {
    await using outside = await openNetwork(context, input.options);
    const { report } = await auditReport(context, input, outside);
    const answer = tool.answer(report, input.options);
    context.stdout(
      input.options.isOn('json')
        ? `${JSON.stringify(answer, null, 2)}\n`
        : `${tool.lines(answer).join('\n')}\n`,
    );
    return report.verdict === 'could not look' ? exitCodes.couldNotLook : exitCodes.ready;
  };

/** A number the user gives; null when the option is absent. */
export function numberOption(options: ParsedOptions, name: string): number | null {
  const text = options.text(name);
  if (text === undefined) return null;
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value >= 0) return value;
  throw new UserError('LR_NUMBER_INVALID', {
    what: `--${name} ${text.slice(0, 30)} is not a number.`,
    why: 'Figures are made only from numbers you give.',
    todo: 'Give a number like 250 or 2.5.',
  });
}
