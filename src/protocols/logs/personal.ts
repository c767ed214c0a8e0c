import { byteView } from '../secrets/byte-view.ts';
import { cardAt } from './card-place.ts';
import { digitRuns } from './digit-runs.ts';
import { ibanAt } from './iban-place.ts';
import { mailAddressAt } from './mail-address.ts';
import { phoneAt } from './phone-place.ts';

export const personalKinds = ['card', 'iban', 'mail address', 'phone number'] as const;
export type PersonalKind = (typeof personalKinds)[number];

export interface PersonalMatch {
  readonly kind: PersonalKind;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** Cards, IBANs, mail addresses and phone numbers in a text, in order, none inside another. */
export function findPersonal(text: string): readonly PersonalMatch[] {
  return personalIn(text, byteView(text).codes);
}

/** The same of a text whose codes are at hand. */
export function personalIn(text: string, codes: Uint8Array): readonly PersonalMatch[] {
  const found: PersonalMatch[] = [];
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const place = mailAddressAt(text, codes, at);
    if (place !== null) found.push({ kind: 'mail address', start: place.start, end: place.end });
  }
  for (const run of digitRuns(codes)) {
    const number = ibanAt(codes, run) ?? cardAt(text, codes, run);
    if (number !== null) found.push(number);
    const phone = phoneAt(text, codes, run);
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
