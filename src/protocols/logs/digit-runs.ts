/** Digits with what people write between them. */
export interface DigitRun {
  /** Of the first digit. */
  readonly start: number;
  /** After the last digit. */
  readonly end: number;
  readonly digits: number;
}

/** Longer than any phone number with its punctuation, or any card. */
const maxLength = 41;

export const code = { space: 32, at: 64, colon: 58, underscore: 95, dot: 46, dash: 45 } as const;

export const isDigit = (each: number): boolean => each >= 48 && each <= 57;
/** Letters, digits and the underscore, as `\w`. */
export const isWordCode = (each: number): boolean =>
  isDigit(each) || (each >= 65 && each <= 90) || (each >= 97 && each <= 122) || each === code.underscore;

/** Digits and `( ) + - . / space`, which stand inside numbers. */
const isInNumber = new Uint8Array(128);
for (const character of '0123456789 ()+-./') isInNumber[character.charCodeAt(0)] = 1;

/** Fewer digits are told only where two letters stand before them, as in an IBAN whose groups go on with letters. */
const fewestDigits = 7;

/** Runs of digits, in order, found in one pass over the characters: most texts hold few, and everything else is skipped. */
export function digitRuns(text: string): readonly DigitRun[] {
  const runs: DigitRun[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const each = text.charCodeAt(at);
    if (each > 57 || each < 48) continue;
    const before = at === 0 ? code.space : text.charCodeAt(at - 1);
    if (before !== code.space && isInside(before) && !isAfterLetters(text, at)) {
      while (isDigit(text.charCodeAt(at + 1))) at += 1;
      continue;
    }
    const run = runAt(text, at);
    if (run.digits >= fewestDigits || isAfterLetters(text, at)) runs.push(run);
    at = run.end - 1;
  }
  return runs;
}

/** Digits after these go on with a word, a version or a date, and begin no number. */
const isInside = (before: number): boolean =>
  isWordCode(before) || before === code.dot || before === code.dash;

const isAfterLetters = (text: string, at: number): boolean =>
  at >= 2 && text.charCodeAt(at - 1) >= 65 && text.charCodeAt(at - 2) >= 65;

function runAt(text: string, start: number): DigitRun {
  let [end, digits] = [start, 0];
  const last = Math.min(text.length, start + maxLength);
  for (let at = start; at < last; at += 1) {
    const each = text.charCodeAt(at);
    if (isDigit(each)) {
      digits += 1;
      end = at + 1;
    } else if (each > 127 || isInNumber[each] === 0) break;
  }
  return { start, end, digits };
}
