import type { StepRun } from '../../model/journey-run.ts';
import { inertLine } from '../../report/inert.ts';
import type { CommandContext, ParsedOptions } from '../command.ts';

export interface SmokeProgress {
  readonly step: (journey: string, step: StepRun) => void;
  readonly end: () => void;
}

const clearLine = '\r\u001b[2K';

/** One line on stderr that is rewritten; nothing where stderr is no terminal. */
export function smokeProgress(context: CommandContext, options: ParsedOptions): SmokeProgress {
  const isShown = context.terminal.isErrorTty && !options.isOn('quiet') && !options.isOn('plain');
  if (!isShown) return { step: () => {}, end: () => {} };
  const width = Math.max(20, Math.min(context.terminal.columns, 120) - 1);
  return {
    step: (journey, step) =>
      context.stderr(clearLine + `Walking  ${inertLine(journey)}: ${inertLine(step.name)}`.slice(0, width)),
    end: () => context.stderr(clearLine),
  };
}
