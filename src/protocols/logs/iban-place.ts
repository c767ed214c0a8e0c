import { isDigit, isWordCode, type DigitRun } from './digit-runs.ts';
import { ibanLength, isIbanCountry } from './iban.ts';
import type { PersonalMatch } from './personal.ts';

const longest = 34 + 11;
const isLetter = (each: number): boolean => isWordCode(each) && !isDigit(each) && each !== 95;

/** An IBAN whose check digits are the first of a run: two letters of a country stand before, nothing before those. */
export function ibanAt(text: string, { start, digits }: DigitRun): PersonalMatch | null {
  const from = start - 2;
  if (digits < 2 || from < 0 || !isDigit(text.charCodeAt(start + 1))) return null;
  if (!isLetter(text.charCodeAt(from)) || !isLetter(text.charCodeAt(from + 1))) return null;
  if (from > 0 && isWordCode(text.charCodeAt(from - 1))) return null;
  if (!isIbanCountry(text.slice(from, start).toUpperCase())) return null;
  const rest = text.slice(from, from + longest);
  const length = ibanLength(rest.replaceAll(' ', '').toUpperCase());
  if (length === 0) return null;
  let [end, count] = [0, 0];
  for (; count < length; end += 1) if (rest[end] !== ' ') count += 1;
  return isWordCode(rest.charCodeAt(end)) ? null : { kind: 'iban', start: from, end: from + end };
}
