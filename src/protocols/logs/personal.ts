import { cardAt } from './card-place.ts';
import { code, digitRuns, isDigit, isWordCode, type DigitRun } from './digit-runs.ts';
import { ibanAt } from './iban-place.ts';
import { mailAddressAt } from './mail-address.ts';
import { isPhoneNumber, namesNumbers } from './phone.ts';

export const personalKinds = ['card', 'iban', 'mail address', 'phone number'] as const;
export type PersonalKind = (typeof personalKinds)[number];

export interface PersonalMatch {
  readonly kind: PersonalKind;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** Fewer digits are no number to call, more are none either. */
const phoneDigits = { fewest: 7, most: 15 + 6 } as const;

/** Cards, IBANs, mail addresses and phone numbers in a text, in order, none inside another. */
export function findPersonal(text: string): readonly PersonalMatch[] {
  const found: PersonalMatch[] = [];
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const place = mailAddressAt(text, at);
    if (place !== null) found.push({ kind: 'mail address', ...place });
  }
  const runs = digitRuns(text);
  let isNamed: boolean | null = null;
  for (const run of runs) {
    const number = ibanAt(text, run) ?? cardAt(text, run);
    if (number !== null) found.push(number);
    if (!mayBePhone(text, run)) continue;
    isNamed ??= namesNumbers(text);
    const phone = phoneAt(text, run, isNamed);
    if (phone !== null) found.push(phone);
  }
  return found.length < 2 ? found : withoutOverlaps(found);
}

function withoutOverlaps(found: readonly PersonalMatch[]): readonly PersonalMatch[] {
  const kept: PersonalMatch[] = [];
  for (const each of found.toSorted((a, b) => a.start - b.start || rank(a) - rank(b))) {
    const last = kept.at(-1);
    if (last === undefined || each.start >= last.end) kept.push(each);
    else if (rank(each) < rank(last)) kept.splice(-1, 1, each);
  }
  return kept;
}

/** Short card numbers are rare and phone numbers of that length are not: there the word before decides. */
const rank = ({ kind, start, end }: PersonalMatch): number =>
  kind === 'card' && end - start <= 13 ? personalKinds.length : personalKinds.indexOf(kind);

const extension = /^ ?(?:x|ext\.?) ?\d{1,6}/;

const mayBePhone = (text: string, run: DigitRun): boolean =>
  run.digits >= phoneDigits.fewest &&
  run.digits <= phoneDigits.most &&
  !isJoinedBefore(text, startOf(text, run)) &&
  !isJoinedAfter(text, run.end);

function startOf(text: string, { start }: DigitRun): number {
  const sign = text[start - 1];
  return sign === '+' || sign === '(' ? start - 1 : start;
}

function phoneAt(text: string, run: DigitRun, isNamed: boolean): PersonalMatch | null {
  const start = startOf(text, run);
  const tail = extension.exec(text.slice(run.end, run.end + 12))?.[0].length ?? 0;
  const end = run.end + tail;
  const before = text.slice(Math.max(0, start - 40), start);
  const after = text.slice(end, end + 12);
  return isPhoneNumber({ text: text.slice(start, end), before, after, isNamed })
    ? { kind: 'phone number', start, end }
    : null;
}

/** A column of a table, a time, a path, a part of an id. */
function isJoinedBefore(text: string, start: number): boolean {
  const before = text.charCodeAt(start - 1);
  if (isWordCode(before) || '.+/-'.includes(text[start - 1] ?? 'none')) return true;
  return (before === code.space || before === code.colon) && isDigit(text.charCodeAt(start - 2));
}

function isJoinedAfter(text: string, end: number): boolean {
  const after = text.charCodeAt(end);
  // An extension (`x123`) is a word that goes on.
  if (isWordCode(after)) return !extension.test(text.slice(end, end + 12));
  return after === code.at || ('.:/-'.includes(text[end] ?? 'none') && isDigit(text.charCodeAt(end + 1)));
}
