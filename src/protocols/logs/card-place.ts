import { isCardNumber } from './card.ts';
import { isDigit, isWordCode, type DigitRun } from './digit-runs.ts';
import type { PersonalMatch } from './personal.ts';

/** Groups as they are printed on cards; what follows after a space is another number, often the month it ends. */
const groups =
  /^(?:\d{12,19}(?![ -]?\d)|\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}(?!\d)|\d{4}([ -])\d{6}\2\d{4,5}(?!\d)|\d{13,16}(?= ))/;

const fewestDigits = 12;

/** A card number that begins at a run, or after one of the spaces in it. */
export function cardAt(text: string, run: DigitRun): PersonalMatch | null {
  if (run.digits < fewestDigits) return null;
  const part = text.slice(run.start, run.end);
  for (let from = 0; from !== -1 && part.length - from >= fewestDigits; from = nextNumber(part, from)) {
    const found = groups.exec(part.slice(from))?.[0];
    const start = run.start + from;
    if (found === undefined || isInsideWord(text, start, start + found.length)) continue;
    if (isCardNumber(found.replaceAll(/[ -]/g, '')))
      return { kind: 'card', start, end: start + found.length };
  }
  return null;
}

function nextNumber(part: string, from: number): number {
  const space = part.indexOf(' ', from + 1);
  if (space === -1) return -1;
  const rest = part.slice(space).search(/\d/);
  return rest === -1 ? -1 : space + rest;
}

/** Part of an id, a version or a message id, not a number of its own. */
function isInsideWord(text: string, start: number, end: number): boolean {
  if (start > 0 && (isWordCode(text.charCodeAt(start - 1)) || '.+-'.includes(text.charAt(start - 1))))
    return true;
  const after = text.charCodeAt(end);
  if (isWordCode(after) || text[end] === '@') return true;
  return (
    (text[end] === '.' || text[end] === '-') &&
    (isWordCode(text.charCodeAt(end + 1)) || isDigit(text.charCodeAt(end + 1)))
  );
}
