const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
// UAX #11: East Asian wide and emoji take two cells.
const wide =
  /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}\uff01-\uff60]/u;
const zero = /^[\p{Mn}\p{Me}]/u;

/** Cells a text takes in a terminal. The text must be free of control sequences. */
export function cellsOf(text: string): number {
  if (isAscii.test(text)) return text.length;
  let cells = 0;
  for (const { segment } of graphemes.segment(text)) {
    if (!zero.test(segment)) cells += wide.test(segment) ? 2 : 1;
  }
  return cells;
}

const isAscii = /^[ -~]*$/;

/** Breaks at spaces to at most `width` cells a line; a word longer than a line is kept whole, so that it can be copied. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let cells = 0;
  for (const word of text.split(' ')) {
    const wordCells = cellsOf(word);
    if (line !== '' && cells + 1 + wordCells > width) {
      lines.push(line);
      line = word;
      cells = wordCells;
    } else {
      cells += line === '' ? wordCells : wordCells + 1;
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

/** At most `width` cells; what is cut is shown as an ellipsis. */
export function clip(text: string, width: number): string {
  if (cellsOf(text) <= width) return text;
  let kept = '';
  let cells = 0;
  for (const { segment } of graphemes.segment(text)) {
    const next = cells + cellsOf(segment);
    if (next > width - 1) break;
    kept += segment;
    cells = next;
  }
  return `${kept.trimEnd()}…`;
}

/** Fills with spaces on the right to `width` cells. */
export const padCells = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - cellsOf(text)));
