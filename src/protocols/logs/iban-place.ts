import { isWordCode, mayBeginIban, type DigitRun } from './digit-runs.ts';
import { ibanLength, isIbanCountry } from './iban.ts';
import type { PersonalMatch } from './personal.ts';

const longest = 34 + 11;

/** An IBAN whose check digits are the first of a run: two letters of a country stand before, nothing before those. */
export function ibanAt(text: string, codes: Uint8Array, run: DigitRun): PersonalMatch | null {
  if (!mayBeginIban(codes, run)) return null;
  const from = run.start - 2;
  if (!isIbanCountry(text.slice(from, run.start).toUpperCase())) return null;
  const rest = text.slice(from, from + longest);
  const length = ibanLength(rest.replaceAll(' ', '').toUpperCase());
  if (length === 0) return null;
  let [end, count] = [0, 0];
  for (; count < length; end += 1) if (rest[end] !== ' ') count += 1;
  return isWordCode(rest.charCodeAt(end)) ? null : { kind: 'iban', start: from, end: from + end };
}
