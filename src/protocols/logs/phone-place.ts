import { code, codeAt, isDigit, isDigitAt, isLetterCode, isWordCode, type DigitRun } from './digit-runs.ts';
import type { PersonalMatch } from './personal.ts';
import { isPhoneNumber, mayBeginLabel, mayEndName } from './phone.ts';

/** Fewer digits are no number to call, more are none either. */
const phoneDigits = { fewest: 7, most: 15 + 6 } as const;

const extension = /^ ?(?:x|ext\.?) ?\d{1,6}/;
const reach = { before: 40, after: 12 } as const;

/** A phone number that is the whole of a run, with the sign before it and the extension after it. */
export function phoneAt(text: string, codes: Uint8Array, run: DigitRun): PersonalMatch | null {
  if (run.digits < phoneDigits.fewest || run.digits > phoneDigits.most) return null;
  const start = startOf(codes, run);
  if (isJoinedBefore(codes, start) || isJoinedAfter(text, codes, run.end)) return null;
  if (!mayBePhone(codes, start, run)) return null;
  const end = run.end + (extension.exec(text.slice(run.end, run.end + reach.after))?.[0].length ?? 0);
  const before = text.slice(Math.max(0, start - reach.before), start);
  const after = text.slice(end, end + reach.after);
  return isPhoneNumber({ text: text.slice(start, end), before, after })
    ? { kind: 'phone number', start, end }
    : null;
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
  // An extension (`x123`) is a word that goes on.
  if (isWordCode(after))
    return !mayBeginLabel(codes, end) || !extension.test(text.slice(end, end + reach.after));
  return after === code.at || ((after === code.colon || isJoint(after)) && isDigitAt(codes, end + 1));
}

const isJoint = (each: number): boolean => each === code.dot || each === code.slash || each === code.dash;

/** Most numbers of a log have neither the form of a phone number nor a word beside them that names one: those cost no pattern. */
function mayBePhone(codes: Uint8Array, start: number, { end, start: first, digits }: DigitRun): boolean {
  const isGrouped = end - first > digits;
  return (
    mayHaveForm(codes, start, isGrouped) || mayBeNamedBefore(codes, start, isGrouped) || mayGoOn(codes, end)
  );
}

/** With plus, or in groups that begin with a trunk prefix, a parenthesis or an area code and an exchange of three digits each. */
function mayHaveForm(codes: Uint8Array, start: number, isGrouped: boolean): boolean {
  const first = codeAt(codes, start);
  if (first === code.plus || !isGrouped) return first === code.plus;
  if (first === code.zero) return isDigitAt(codes, start + 1);
  if (first === code.open) return true;
  if (first === code.one) return false;
  const area = codeAt(codes, start + 3) === code.close ? start + 4 : start + 3;
  return (
    !isDigitAt(codes, area) && codeAt(codes, area) === codeAt(codes, area + 4) && isDigitAt(codes, area + 8)
  );
}

/** Characters between a word and the number it names, at most: bare digits stand nearer to it than groups may. */
const nameDistance = { grouped: 24, bare: 5 } as const;

function mayBeNamedBefore(codes: Uint8Array, start: number, isGrouped: boolean): boolean {
  const first = start - 1 - (isGrouped ? nameDistance.grouped : nameDistance.bare);
  let next: number = code.space;
  for (let at = start - 1; at >= first && at >= 0; at -= 1) {
    const each = codeAt(codes, at);
    if (isDigit(each)) return false;
    if (isLetterCode(each) && !isLetterCode(next)) {
      if (mayEndName(codes, at + 1, isGrouped)) return true;
      if (!isGrouped) return false;
    }
    next = each;
  }
  return false;
}

/** An extension, or a word for the kind of number, after at most a sign and a parenthesis. */
function mayGoOn(codes: Uint8Array, end: number): boolean {
  let at = end;
  while (at < end + 2 && !isLetterCode(codeAt(codes, at))) at += 1;
  return mayBeginLabel(codes, at);
}
