import { isCardNumber } from './card.ts';
import { ibanLength } from './iban.ts';
import { mailAddressAt } from './mail-address.ts';
import { isPhoneNumber } from './phone.ts';

export const personalKinds = ['card', 'iban', 'mail address', 'phone number'] as const;
export type PersonalKind = (typeof personalKinds)[number];

export interface PersonalMatch {
  readonly kind: PersonalKind;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/**
 * A run of digits with what people write between them, at most 40 characters. What stands before and after is looked at by
 * hand: a look-behind here would be tried at every character of every line.
 */
const number = /[+(]?\d[\d+()./ -]{5,40}(?<=\d)(?: ?(?:x|ext\.?) ?\d{1,6})?/g;
const ibanStart = /\b[A-Za-z]{2}\d{2} ?[\dA-Za-z]{2}/g;
const digitRun = /\d(?:[ -]?\d){11,18}/g;
const cardGroups = /^(?:\d{12,19}|\d{4}([ -])\d{4}\1\d{4}\1\d{1,7}|\d{4}([ -])\d{6}\2\d{4,5})$/;

/** Cards, IBANs, mail addresses and phone numbers in a text, in order, none inside another. */
export function findPersonal(text: string): readonly PersonalMatch[] {
  const found: PersonalMatch[] = [...mails(text)];
  if (/\d{2}/.test(text)) found.push(...ibans(text), ...cards(text), ...phones(text));
  if (found.length < 2) return found;
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

function* mails(text: string): Generator<PersonalMatch> {
  for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
    const place = mailAddressAt(text, at);
    if (place !== null) yield { kind: 'mail address', ...place };
  }
}

function* ibans(text: string): Generator<PersonalMatch> {
  for (const { index } of text.matchAll(ibanStart)) {
    const rest = text.slice(index, index + 45);
    const length = ibanLength(rest.replaceAll(' ', '').toUpperCase());
    if (length === 0) continue;
    let [end, count] = [0, 0];
    for (; count < length; end += 1) if (rest[end] !== ' ') count += 1;
    if (!/[\dA-Za-z]/.test(rest[end] ?? '')) yield { kind: 'iban', start: index, end: index + end };
  }
}

function* cards(text: string): Generator<PersonalMatch> {
  for (const { index, 0: run } of text.matchAll(digitRun)) {
    const end = index + run.length;
    if (isInsideWord(text, index, end) || !cardGroups.test(run)) continue;
    if (isCardNumber(run.replaceAll(/[ -]/g, ''))) yield { kind: 'card', start: index, end };
  }
}

function* phones(text: string): Generator<PersonalMatch> {
  for (const { index, 0: run } of text.matchAll(number)) {
    const end = index + run.length;
    const before = text.slice(Math.max(0, index - 40), index);
    const after = text.slice(end, end + 12);
    if (isInsideNumber(before, after)) continue;
    if (isPhoneNumber({ text: run, before, after })) yield { kind: 'phone number', start: index, end };
  }
}

/** A column of a table, a time, a path, a part of an id. */
const isInsideNumber = (before: string, after: string): boolean =>
  /(?:[\w.+/-]|\d[ :])$/.test(before) || /^(?:[\w@]|[.:/-]\d)/.test(after);

/** Part of an id, a version or a message id, not a number of its own. */
const isInsideWord = (text: string, start: number, end: number): boolean =>
  /[\w.+-]/.test(text[start - 1] ?? '') || /^(?:[\w@]|[.-]\w)/.test(text.slice(end, end + 2));
