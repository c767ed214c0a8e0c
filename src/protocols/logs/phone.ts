import { code, codeAt, isDigit, isDigitAt } from './digit-runs.ts';

/** Digits as they are written. */
export interface Written {
  /** Of the plus or the parenthesis before them, where there is one. */
  readonly start: number;
  /** After the last digit. */
  readonly end: number;
  readonly digits: number;
  /** Nothing stands between the digits. */
  readonly isBare: boolean;
}

/** Whether digits say of themselves that they are a phone number: international, a trunk prefix with groups, an area code. */
export function isSigned(codes: Uint8Array, written: Written): boolean {
  const { start, end, digits, isBare } = written;
  const first = codeAt(codes, start);
  if (first === code.plus) return isFromOne(codeAt(codes, start + 1)) && digits >= 8;
  if (isBare) return false;
  if (first === code.zero) return hasTrunkPrefix(codes, written);
  if (first === code.open && isAreaCode(codes, start + 1)) return true;
  return isByHabit(codes, first === code.open ? start + 1 : start, end);
}

/** `0` of a country or `00` before the code of another one. */
function hasTrunkPrefix(codes: Uint8Array, written: Written): boolean {
  const second = codeAt(codes, written.start + 1);
  const { count, shortest, longest } = groupsOf(codes, written);
  if (second === code.zero)
    return isFromOne(codeAt(codes, written.start + 2)) && written.digits >= 10 && count >= 2;
  const isLong = written.digits >= 9 && written.digits <= 12;
  return isFromOne(second) && isLong && count >= 3 && shortest >= 2 && longest <= 5;
}

const isFromOne = (each: number): boolean => isDigit(each) && each !== code.zero;
const isFromTwo = (each: number): boolean => isFromOne(each) && each !== code.one;

/** `212-555-1212`, with or without parentheses around the area code. */
function isByHabit(codes: Uint8Array, area: number, end: number): boolean {
  const after = codeAt(codes, area + 3) === code.close ? area + 4 : area + 3;
  const sign = codeAt(codes, after);
  return (
    end === after + 9 &&
    (sign === code.dash || sign === code.dot || sign === code.space) &&
    codeAt(codes, after + 4) === sign &&
    isFromTwo(codeAt(codes, area)) &&
    areDigits(codes, area + 1, 2) &&
    isFromTwo(codeAt(codes, after + 1)) &&
    areDigits(codes, after + 2, 2) &&
    areDigits(codes, after + 5, 4)
  );
}

function areDigits(codes: Uint8Array, from: number, count: number): boolean {
  for (let at = from; at < from + count; at += 1) if (!isDigitAt(codes, at)) return false;
  return true;
}

/** Two to five digits and a parenthesis. */
function isAreaCode(codes: Uint8Array, from: number): boolean {
  let at = from;
  while (isDigitAt(codes, at)) at += 1;
  return at - from >= 2 && at - from <= 5 && codeAt(codes, at) === code.close;
}

interface Groups {
  readonly count: number;
  /** Characters. */
  readonly shortest: number;
  readonly longest: number;
}

/** What spaces, dots, hyphens, slashes and parentheses part. */
export function groupsOf(codes: Uint8Array, { start, end }: Written): Groups {
  let [count, shortest, longest, length] = [0, end - start, 0, 0];
  for (let at = start; at <= end; at += 1) {
    const each = at < end ? codeAt(codes, at) : code.space;
    if (isDigit(each) || each === code.plus) length += 1;
    else if (length > 0) {
      count += 1;
      shortest = Math.min(shortest, length);
      longest = Math.max(longest, length);
      length = 0;
    }
  }
  return { count, shortest, longest };
}

const date = /^(?:\d{4}([-./ ])[01]?\d\1[0-3]?\d(?:\D|$)|[0-3]?\d([-./ ])[0-3]?\d\2\d{4}(?:\D|$))/;
/** IPv4 addresses and versions: up to four groups with dots and nothing else. */
const address = /^\d{1,3}(?:\.\d{1,3}){1,3}$/;

/** Dates, addresses, and one digit all along. */
export function isNoNumber(text: string, codes: Uint8Array, { start, end, isBare }: Written): boolean {
  if (!isBare && isDigitAt(codes, start)) {
    const written = text.slice(start, end);
    if (date.test(written) || address.test(written)) return true;
  }
  return isOneDigit(codes, start, end);
}

function isOneDigit(codes: Uint8Array, start: number, end: number): boolean {
  const last = codeAt(codes, end - 1);
  for (let at = start; at < end; at += 1)
    if (isDigitAt(codes, at) && codeAt(codes, at) !== last) return false;
  return true;
}
