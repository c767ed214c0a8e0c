import { codeAt, isWordCode, mayBeginIban, type DigitRun } from './digit-runs.ts';
import { ibanEnd } from './iban.ts';
import type { PersonalMatch } from './personal.ts';

/** An IBAN whose check digits are the first of a run: two letters of a country stand before, nothing before those. */
export function ibanAt(codes: Uint8Array, run: DigitRun): PersonalMatch | null {
  if (!mayBeginIban(codes, run)) return null;
  const start = run.start - 2;
  const end = ibanEnd(codes, start);
  return end === -1 || isWordCode(codeAt(codes, end)) ? null : { kind: 'iban', start, end };
}
