import { inertLine } from '../../../report/inert.ts';
import type { CommandContext, ParsedOptions } from '../../command.ts';

const clearLine = '\r\u001b[2K';

/** One line on stderr that is rewritten; plain lines where stderr is no terminal; nothing with --quiet. */
export function testProgress(
  context: CommandContext,
  options: ParsedOptions,
): { readonly show: (text: string) => void; readonly end: () => void } {
  if (options.isOn('quiet')) return { show: () => {}, end: () => {} };
  if (!context.terminal.isErrorTty || options.isOn('plain'))
    return { show: (text) => context.stderr(`Testing mails: ${inertLine(text)}\n`), end: () => {} };
  const width = Math.max(20, Math.min(context.terminal.columns, 120) - 1);
  return {
    show: (text) => context.stderr(clearLine + `Testing mails  ${inertLine(text)}`.slice(0, width)),
    end: () => context.stderr(clearLine),
  };
}
