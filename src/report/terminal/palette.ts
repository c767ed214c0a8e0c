/** Colour as functions from text to text: the caller decides whether there is any (NO_COLOR, --plain, no TTY). */
export interface Palette {
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly ok: (text: string) => string;
  readonly muted: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly command: (text: string) => string;
}

const asIs = (text: string): string => text;

export const plainPalette: Palette = {
  bad: asIs,
  warn: asIs,
  ok: asIs,
  muted: asIs,
  strong: asIs,
  command: asIs,
};

// ECMA-48 SGR: the 16 colours every terminal theme maps, never fixed RGB.
const sgr =
  (on: number, off: number) =>
  (text: string): string =>
    `\u001b[${on}m${text}\u001b[${off}m`;

export const ansiPalette: Palette = {
  bad: sgr(31, 39),
  warn: sgr(33, 39),
  ok: sgr(32, 39),
  muted: sgr(2, 22),
  strong: sgr(1, 22),
  command: sgr(36, 39),
};
