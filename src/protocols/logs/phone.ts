import { codeAt } from './digit-runs.ts';

export interface PhoneCandidate {
  /** As written: digits with `+ ( ) - . / space` and an extension. */
  readonly text: string;
  /** Up to 40 characters before. */
  readonly before: string;
  /** A few characters after. */
  readonly after: string;
}

/** Words right after which bare digits are a number to call. */
const strongWord =
  /(?:phone|mobile|msisdn|whatsapp|\btel|\bfax|\bsms|\bdesk|\boffice)(?:[ _-]?(?:number|no|nr))?["'\]]?[^\w]{0,4}(?:(?:is|at|to|was|number)[^\w\n]{1,3})?$/i;
/** Words after which grouped digits are. */
const weakWord =
  /\b(?:phone|mobile|tel|fax|sms|call|called|cell|contact|dial|ring|reach|text|number|registered|answering|messages? to)\b[^\d\n]{0,24}$/i;
/** `0393 114 413 office`, as in signatures. */
const labelAfter = /^[ -]?\(?(?:office|mobile|desk|fax|home|cell)\b/i;

const pairOf = (before: number, last: number): number => ((before & 31) << 5) | (last & 31);

/** The last three letters of words, of short ones two: by the last two, a bit for each letter that may stand before. */
function endingsOf(endings: string): Int32Array {
  const table = new Int32Array(1024);
  for (const ending of endings.split(' ')) {
    const [third, second = 0, last = 0] = Buffer.from(ending.padStart(3));
    const pair = pairOf(second, last);
    table[pair] = third === 32 ? -1 : (table[pair] ?? 0) | (1 << ((third ?? 0) & 31));
  }
  return table;
}
const strongEndings = 'one ile sdn app tel fax sms esk ice ber no nr is at to was';
const bareEndings = endingsOf(strongEndings);
const groupedEndings = endingsOf(`${strongEndings} all led ell act ial ing ach ext red`);

/** Whether a word that ends before `end` may be one that names a number: a question that costs less than a pattern. */
export function mayEndName(codes: Uint8Array, end: number, isGrouped: boolean): boolean {
  const pair = pairOf(codeAt(codes, end - 2), codeAt(codes, end - 1));
  const thirds = (isGrouped ? groupedEndings : bareEndings)[pair] ?? 0;
  return ((thirds >>> (codeAt(codes, end - 3) & 31)) & 1) === 1;
}

/** Whether a word that begins at `at` may be a label or an extension. */
export function mayBeginLabel(codes: Uint8Array, at: number): boolean {
  const first = codeAt(codes, at) | 32;
  if (first === lowerX) return true;
  const seconds = beginnings[first & 31] ?? 0;
  return ((seconds >>> (codeAt(codes, at + 1) & 31)) & 1) === 1;
}

const lowerX = 120;
/** The first two letters of the words of `labelAfter` and of `ext`: by the first, a bit for each second. */
const beginnings = new Int32Array(32);
for (const word of 'of mo de fa ho ce ex'.split(' '))
  beginnings[word.charCodeAt(0) & 31] = 1 << (word.charCodeAt(1) & 31);

const datelike = /^(?:\d{4}([-./ ])[01]?\d\1[0-3]?\d(?:\D|$)|[0-3]?\d([-./ ])[0-3]?\d\2\d{4}(?:\D|$))/;
const groupedByHabit = /^\(?[2-9]\d\d\)?([-. ])[2-9]\d\d\1\d{4}(?:\s?x\d{1,6})?$/;

/** Whether digits are written as a phone number: international, trunk prefix with groups, area code, or after a word that says so. */
export function isPhoneNumber({ text, before, after }: PhoneCandidate): boolean {
  const main = text.replace(/\s?(?:x|ext\.?)\s?\d{1,6}$/i, '');
  const digits = main.replaceAll(/\D/g, '');
  if (digits.length < 7 || digits.length > 15 || datelike.test(main) || isAddress(main)) return false;
  if (/^(\d)\1+$/.test(digits)) return false;
  const groups = main.split(/[^\d+]+/).filter((group) => group !== '');
  if (hasOwnSign(main, digits, groups)) return true;
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
