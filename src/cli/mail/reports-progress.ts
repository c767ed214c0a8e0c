import type { ReportPile } from '../../protocols/mail/reports/pile.ts';
import type { CommandContext, ParsedOptions } from '../command.ts';

/** A line on stderr that counts along; nothing where nobody looks. */
export function reportsProgress(
  context: CommandContext,
  options: ParsedOptions,
): { readonly show: (pile: ReportPile) => void; readonly end: () => void } {
  const isShown = context.terminal.isErrorTty && !options.isOn('plain') && !options.isOn('quiet');
  let hasShown = false;
  return {
    show: ({ totals }) => {
      if (!isShown || totals.inputs % every !== 0) return;
      hasShown = true;
      context.stderr(
        `\r${totals.inputs} files and mails, ${totals.aggregate + totals.tls + totals.failure} reports`,
      );
    },
    end: () => {
      if (hasShown) context.stderr('\r\u001b[K');
    },
  };
}

const every = 50;
