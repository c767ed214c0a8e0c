import type { LoadPlan } from '../../load/plan.ts';
import type { LoadProgress } from '../../load/run.ts';
import { ms } from '../../load/verdict.ts';
import { shapeMs } from '../../protocols/load/shape.ts';
import type { CommandContext, ParsedOptions } from '../command.ts';

const clearLine = '\r\u001b[2K';

/** One line on stderr that is rewritten; nothing where stderr is no terminal. */
export function loadProgress(
  context: CommandContext,
  options: ParsedOptions,
  plan: LoadPlan,
): { readonly show: (progress: LoadProgress) => void; readonly end: () => void } {
  const isShown = context.terminal.isErrorTty && !options.isOn('quiet') && !options.isOn('plain');
  if (!isShown) return { show: () => {}, end: () => {} };
  const width = Math.max(20, Math.min(context.terminal.columns, 120) - 1);
  const total = Math.round(shapeMs(plan.shape) / 1000);
  return {
    show: (at) => {
      const p95 = at.p95Ms === null ? '' : `  p95 ${ms(at.p95Ms)}`;
      const failed = at.failed === 0 ? '' : `  ${at.failed} failed`;
      const line = `Load  ${Math.round(at.elapsedMs / 1000)}/${total} s  ${at.label}  ${at.sent} sent  ${at.inFlight} waiting${p95}${failed}`;
      context.stderr(clearLine + line.slice(0, width));
    },
    end: () => context.stderr(clearLine),
  };
}
