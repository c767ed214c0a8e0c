export interface PhoneCandidate {
  /** As written: digits with `+ ( ) - . / space` and an extension. */
  readonly text: string;
  /** Up to 40 characters before. */
  readonly before: string;
  /** A few characters after. */
  readonly after: string;
  /** The whole text holds one of the words that name such numbers (`namesNumbers`). */
  readonly isNamed: boolean;
}

/** Whether any of the words below stands in a text: asked once, so that they need not be looked for around each number. */
export const namesNumbers = (text: string): boolean =>
  /phone|mobile|msisdn|whatsapp|\b(?:tel|fax|sms|desk|office|call|cell|contact|dial|ring|reach|text|number|registered|answering|messages? to|home)/i.test(
    text,
  );

/** Words right after which bare digits are a number to call. */
const strongWord =
  /(?:phone|mobile|msisdn|whatsapp|\btel|\bfax|\bsms|\bdesk|\boffice)(?:[ _-]?(?:number|no|nr))?["'\]]?[^\w]{0,4}(?:(?:is|at|to|was|number)[^\w\n]{1,3})?$/i;
/** Words after which grouped digits are. */
const weakWord =
  /\b(?:phone|mobile|tel|fax|sms|call|called|cell|contact|dial|ring|reach|text|number|registered|answering|messages? to)\b[^\d\n]{0,24}$/i;
/** `0393 114 413 office`, as in signatures. */
const labelAfter = /^[ -]?\(?(?:office|mobile|desk|fax|home|cell)\b/i;
/** What a number without a word beside it begins with: plus, parenthesis, trunk prefix, or an area code of its own. */
const ownSign = /^(?:[+(0]|[2-9]\d\d\)?[-. ])/;
const datelike = /^(?:\d{4}([-./ ])[01]?\d\1[0-3]?\d(?:\D|$)|[0-3]?\d([-./ ])[0-3]?\d\2\d{4}(?:\D|$))/;
const groupedByHabit = /^\(?[2-9]\d\d\)?([-. ])[2-9]\d\d\1\d{4}(?:\s?x\d{1,6})?$/;

/** Whether digits are written as a phone number: international, trunk prefix with groups, area code, or after a word that says so. */
export function isPhoneNumber({ text, before, after, isNamed }: PhoneCandidate): boolean {
  if (!isNamed && !ownSign.test(text)) return false;
  const main = text.replace(/\s?(?:x|ext\.?)\s?\d{1,6}$/i, '');
  const digits = main.replaceAll(/\D/g, '');
  if (digits.length < 7 || digits.length > 15 || datelike.test(main) || isAddress(main)) return false;
  if (/^(\d)\1+$/.test(digits)) return false;
  const groups = main.split(/[^\d+]+/).filter((group) => group !== '');
  if (hasOwnSign(main, digits, groups)) return true;
  if (!isNamed) return false;
  if (strongWord.test(before) || labelAfter.test(after)) return true;
  return groups.length >= 2 && groups.every((group) => group.length <= 7) && weakWord.test(before);
}

function hasOwnSign(main: string, digits: string, groups: readonly string[]): boolean {
  if (/^\+[1-9]/.test(main)) return digits.length >= 8;
  if (/^00[1-9]/.test(main)) return digits.length >= 10 && groups.length >= 2;
  if (groupedByHabit.test(main)) return true;
  if (/^\(\d{2,5}\)/.test(main)) return groups.length >= 2;
  return /^0[1-9]/.test(main) && digits.length >= 9 && digits.length <= 12 && isGrouped(groups);
}

const isGrouped = (groups: readonly string[]): boolean =>
  groups.length >= 3 && groups.every((group) => group.length >= 2 && group.length <= 5);

/** IPv4 addresses and versions: up to four groups with dots and nothing else. */
const isAddress = (text: string): boolean => /^\d{1,3}(?:\.\d{1,3}){1,3}$/.test(text);
