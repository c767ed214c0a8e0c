import type { CommandContext, ParsedOptions } from '../command.ts';

export interface ScanProgress {
  readonly file: (path: string) => void;
  readonly objects: (done: number, all: number) => void;
  readonly end: () => void;
}

const clearLine = '\r\u001b[2K';
const everyFiles = 50;
const everyObjects = 500;

/** One line on stderr that is rewritten; nothing where stderr is no terminal. */
export function scanProgress(context: CommandContext, options: ParsedOptions): ScanProgress {
  const isShown = context.terminal.isErrorTty && !options.isOn('quiet') && !options.isOn('plain');
  if (!isShown) return { file: () => {}, objects: () => {}, end: () => {} };
  const width = Math.max(20, Math.min(context.terminal.columns, 120) - 1);
  const show = (text: string): void => context.stderr(clearLine + text.slice(0, width));
  let files = 0;
  return {
    file: (path) => {
      files += 1;
      if (files % everyFiles === 1)
        show(`Scanning  ${files} files  ${path.replaceAll(/[^\x20-\x7e]/g, '?')}`);
    },
    objects: (done, all) => {
      if (done % everyObjects === 1 || done === all) show(`Scanning history  ${done}/${all} objects`);
    },
    end: () => context.stderr(clearLine),
  };
}
