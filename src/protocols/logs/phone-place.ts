import { code, codeAt, isDigitAt, isWordCode, type DigitRun } from './digit-runs.ts';
import type { PersonalMatch } from './personal.ts';
import { extensionEnd, isLabelled, isNamed } from './phone-words.ts';
import { isNoNumber, isSigned } from './phone.ts';

/** Fewer digits are no number to call, more are none either (ITU-T E.164, 6.1). */
const phoneDigits = { fewest: 7, most: 15 } as const;

/** A phone number that is the whole of a run, with the sign before it and the extension after it: by its form, or by a word beside it. */
export function phoneAt(text: string, codes: Uint8Array, run: DigitRun): PersonalMatch | null {
  const { end: last, digits } = run;
  if (digits < phoneDigits.fewest || digits > phoneDigits.most) return null;
  const start = startOf(codes, run);
  if (isJoinedBefore(codes, start) || isJoinedAfter(text, codes, last)) return null;
  const written = { start, end: last, digits, isBare: last - run.start === digits };
  const end = extensionEnd(text, codes, last);
  const isCalled = isSigned(codes, written) || isNamed(text, codes, written) || isLabelled(text, codes, end);
  return isCalled && !isNoNumber(text, codes, written) ? { kind: 'phone number', start, end } : null;
}

function startOf(codes: Uint8Array, { start }: DigitRun): number {
  const before = codeAt(codes, start - 1);
  return before === code.plus || before === code.open ? start - 1 : start;
}

/** A column of a table, a time, a path, a part of an id. */
function isJoinedBefore(codes: Uint8Array, start: number): boolean {
  const before = codeAt(codes, start - 1);
  if (isWordCode(before) || before === code.plus || isJoint(before)) return true;
  return (before === code.space || before === code.colon) && isDigitAt(codes, start - 2);
}

function isJoinedAfter(text: string, codes: Uint8Array, end: number): boolean {
  const after = codeAt(codes, end);
  // An extension is a word that goes on.
  if (isWordCode(after)) return extensionEnd(text, codes, end) === end;
  return after === code.at || ((after === code.colon || isJoint(after)) && isDigitAt(codes, end + 1));
}

const isJoint = (each: number): boolean => each === code.dot || each === code.slash || each === code.dash;
