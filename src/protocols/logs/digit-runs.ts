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

export const code = {
  space: 32,
  open: 40,
  close: 41,
  plus: 43,
  dash: 45,
  dot: 46,
  slash: 47,
  zero: 48,
  one: 49,
  colon: 58,
  at: 64,
  underscore: 95,
} as const;

/** One comparison: texts go to and fro between spaces and letters, and a processor cannot guess two. */
export const isDigit = (each: number): boolean => (each ^ 48) < 10;
/** Letters, digits and the underscore, as `\w`. */
export const isWordCode = (each: number): boolean =>
  isDigit(each) || isLetterCode(each) || each === code.underscore;
/** ASCII. */
export const isLetterCode = (each: number): boolean => ((each | 32) - 97) >>> 0 < 26;

/** 0 outside of the text. */
export const codeAt = (codes: Uint8Array, at: number): number => codes[at] ?? 0;
export const isDigitAt = (codes: Uint8Array, at: number): boolean => isDigit(codeAt(codes, at));

/** By code: 1 for those that stand in `characters`. */
export const codesOf = (characters: string): Uint8Array => {
  const table = new Uint8Array(256);
  for (const character of characters) table[character.charCodeAt(0)] = 1;
  return table;
};
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** What stands inside numbers. */
const isInNumber = codesOf('0123456789 ()+-./');
/** Digits after these go on with a word, a version or a date, and begin no number. */
const isInside = codesOf(`0123456789_.-${letters}`);
const isWord = codesOf(`0123456789_${letters}`);

/** Fewer digits are told only where two letters stand before them, as in an IBAN whose groups go on with letters. */
const fewestDigits = 7;

/** Runs of digits, in order, found in one pass over the codes of `byteView`: most texts hold few, and everything else is skipped. */
export function digitRuns(codes: Uint8Array): readonly DigitRun[] {
  let runs: DigitRun[] | null = null;
  for (let at = nextDigit(codes, 0); at < codes.length; at = nextDigit(codes, at)) {
    const before = codeAt(codes, at - 1);
    const isLettered = before >= 65 && codeAt(codes, at - 2) >= 65;
    if (!isLettered && isInside[before] === 1) {
      // The rest of the word begins none either: two letters of a country would stand at its beginning.
      at = wordEnd(codes, at);
      continue;
    }
    const run = runAt(codes, at);
    if (run.digits >= fewestDigits || (isLettered && mayBeginIban(codes, run))) (runs ??= []).push(run);
    at = run.end;
  }
  return runs ?? none;
}

const none: readonly DigitRun[] = [];

function nextDigit(codes: Uint8Array, from: number): number {
  for (let at = from; at < codes.length; at += 1) if (isDigit(codes[at] as number)) return at;
  return codes.length;
}

function wordEnd(codes: Uint8Array, from: number): number {
  let at = from + 1;
  while (at < codes.length && isWord[codes[at] as number] === 1) at += 1;
  return at;
}

/** After the digits that stand in a row from `from` on, before `last` at the latest. */
export function digitsEnd(codes: Uint8Array, from: number, last: number): number {
  let at = from + 1;
  while (at < last && isDigit(codes[at] as number)) at += 1;
  return at;
}

/** Two check digits after the two letters of a country, which begin a word. */
export const mayBeginIban = (codes: Uint8Array, { start, digits }: DigitRun): boolean =>
  isLetterCode(codeAt(codes, start - 1)) &&
  digits >= 2 &&
  isDigitAt(codes, start + 1) &&
  isLetterCode(codeAt(codes, start - 2)) &&
  !isWordCode(codeAt(codes, start - 3));

function runAt(codes: Uint8Array, start: number): DigitRun {
  let [end, digits] = [start, 0];
  const last = Math.min(codes.length, start + maxLength);
  for (let at = start; at < last; at += 1) {
    const each = codes[at] as number;
    if (isDigit(each)) {
      digits += 1;
      end = at + 1;
    } else if (isInNumber[each] === 0) break;
  }
  return { start, end, digits };
}
