import type { CollectProgress } from '../../engine/collect.ts';
import type { CommandContext, ParsedOptions } from '../command.ts';

/** One line on stderr that is rewritten while facts come in; a plain start line where stderr is no terminal. */
export interface ProgressLine {
  readonly update: (progress: CollectProgress) => void;
  readonly end: () => void;
}

const clearLine = '\r\u001b[2K';

export function progressLine(context: CommandContext, options: ParsedOptions, title: string): ProgressLine {
  if (options.isOn('quiet')) return { update: () => {}, end: () => {} };
  if (!context.terminal.isErrorTty || options.isOn('plain')) {
    context.stderr(`${title} …\n`);
    return { update: () => {}, end: () => {} };
  }
  const width = Math.max(20, Math.min(context.terminal.columns, 120) - 1);
  return {
    update: ({ settled, started, latest }) => {
      context.stderr(clearLine + `${title}  ${settled}/${started}  ${latest}`.slice(0, width));
    },
    end: () => context.stderr(clearLine),
  };
}
