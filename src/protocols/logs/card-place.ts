import { isCardNumber, passesLuhn } from './card.ts';
import { code, codeAt, digitsEnd, isDigit, isDigitAt, isWordCode, type DigitRun } from './digit-runs.ts';
import type { PersonalMatch } from './personal.ts';

/** Groups as they are printed on cards; what follows after a space is another number, often the month it ends. */
const groups = /(?:\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}(?!\d)|\d{4}([ -])\d{6}\2\d{4,5}(?!\d))/y;

const cardDigits = { fewest: 12, most: 19 } as const;
/** Of cards after which a space ends the number, whatever follows. */
const commonDigits = { fewest: 13, most: 16 } as const;
const groupDigits = 4;

/** A card number that begins at a run, or after one of the spaces in it. */
export function cardAt(text: string, codes: Uint8Array, run: DigitRun): PersonalMatch | null {
  if (run.digits < cardDigits.fewest) return null;
  for (let from = run.start; run.end - from >= cardDigits.fewest; from = nextNumber(codes, from, run.end)) {
    const count = digitsEnd(codes, from, run.end) - from;
    const end =
      count === groupDigits ? groupedEnd(text, from, run) : aloneEnd(codes, { from, count, last: run.end });
    if (end !== -1 && !isInsideWord(codes, from, end) && isCardNumber(codes, from, end))
      return { kind: 'card', start: from, end };
  }
  return null;
}

/** Where groups end that are printed as those of a card; -1: they are not. */
function groupedEnd(text: string, from: number, { start, end }: DigitRun): number {
  groups.lastIndex = from - start;
  return groups.test(text.slice(start, end)) ? start + groups.lastIndex : -1;
}

interface DigitsInRow {
  readonly from: number;
  readonly count: number;
  /** Of the run. */
  readonly last: number;
}

/** Where a number without groups ends that may be one of a card; digits after a space or a hyphen are more of a longer one. */
function aloneEnd(codes: Uint8Array, { from, count, last }: DigitsInRow): number {
  if (count < cardDigits.fewest || count > cardDigits.most || !passesLuhn(codes, from, from + count))
    return -1;
  const end = from + count;
  const sign = end < last ? codeAt(codes, end) : 0;
  if (sign === code.space && count >= commonDigits.fewest && count <= commonDigits.most) return end;
  return (sign === code.space || sign === code.dash) && isDigitAt(codes, end + 1) ? -1 : end;
}

/** The first digit after the next space before `end`; `end` where there is none. */
function nextNumber(codes: Uint8Array, from: number, end: number): number {
  let at = from + 1;
  while (at < end && codes[at] !== code.space) at += 1;
  while (at < end && !isDigit(codes[at] as number)) at += 1;
  return at;
}

/** Part of an id, a version or a message id, not a number of its own. */
function isInsideWord(codes: Uint8Array, start: number, end: number): boolean {
  const before = codeAt(codes, start - 1);
  if (isWordCode(before) || before === code.dot || before === code.plus || before === code.dash) return true;
  const after = codeAt(codes, end);
  if (isWordCode(after) || after === code.at) return true;
  return (after === code.dot || after === code.dash) && isWordCode(codeAt(codes, end + 1));
}
