import { code, codeAt, isDigit, isLetterCode } from './digit-runs.ts';
import { groupsOf, type Written } from './phone.ts';

/** Words right after which bare digits are a number to call. */
const strongWord =
  /(?:phone|mobile|msisdn|whatsapp|\btel|\bfax|\bsms|\bdesk|\boffice)(?:[ _-]?(?:number|no|nr))?["'\]]?[^\w]{0,4}(?:(?:is|at|to|was|number)[^\w\n]{1,3})?$/i;
/** Words after which grouped digits are. */
const weakWord =
  /\b(?:phone|mobile|tel|fax|sms|call|called|cell|contact|dial|ring|reach|text|number|registered|answering|messages? to)\b[^\d\n]{0,24}$/i;
const reachBefore = 40;

/** Whether the words before digits name them. */
export function isNamed(text: string, codes: Uint8Array, written: Written): boolean {
  const { start, isBare } = written;
  if (!mayBeNamed(codes, start, isBare)) return false;
  const before = text.slice(Math.max(0, start - reachBefore), start);
  if (strongWord.test(before)) return true;
  if (isBare) return false;
  const { count, longest } = groupsOf(codes, written);
  return count >= 2 && longest <= 7 && weakWord.test(before);
}

/** Characters between a word and the number it names, at most: bare digits stand nearer to it than groups may. */
const nameDistance = { grouped: 24, bare: 5 } as const;

/** Most numbers of a log have no word beside them that names one: those cost no pattern. */
function mayBeNamed(codes: Uint8Array, start: number, isBare: boolean): boolean {
  const first = start - 1 - (isBare ? nameDistance.bare : nameDistance.grouped);
  let next: number = code.space;
  for (let at = start - 1; at >= first && at >= 0; at -= 1) {
    const each = codeAt(codes, at);
    if (isDigit(each)) return false;
    if (isLetterCode(each) && !isLetterCode(next)) {
      if (mayEndName(codes, at + 1, isBare)) return true;
      if (isBare) return false;
    }
    next = each;
  }
  return false;
}

const pairOf = (before: number, last: number): number => ((before & 31) << 5) | (last & 31);

/** The last three letters of words, of short ones two: by the last two, a bit for each letter that may stand before. */
function endingsOf(endings: string): Int32Array {
  const table = new Int32Array(1024);
  for (const ending of endings.split(' ')) {
    const [third, second = 0, last = 0] = Buffer.from(ending.padStart(3));
    const pair = pairOf(second, last);
    table[pair] = third === code.space ? -1 : (table[pair] ?? 0) | (1 << ((third ?? 0) & 31));
  }
  return table;
}
const strongEndings = 'one ile sdn app tel fax sms esk ice ber no nr is at to was';
const bareEndings = endingsOf(strongEndings);
const groupedEndings = endingsOf(`${strongEndings} all led ell act ial ing ach ext red`);

/** Whether a word that ends before `end` may be one that names a number: a question that costs less than a pattern. */
function mayEndName(codes: Uint8Array, end: number, isBare: boolean): boolean {
  const pair = pairOf(codeAt(codes, end - 2), codeAt(codes, end - 1));
  const thirds = (isBare ? bareEndings : groupedEndings)[pair] ?? 0;
  return ((thirds >>> (codeAt(codes, end - 3) & 31)) & 1) === 1;
}

/** `0393 114 413 office`, as in signatures. */
const label = /[ -]?\(?(?:office|mobile|desk|fax|home|cell)\b/iy;

/** Whether a word for the kind of number stands at `end`. */
export function isLabelled(text: string, codes: Uint8Array, end: number): boolean {
  let at = end;
  while (at < end + 2 && !isLetterCode(codeAt(codes, at))) at += 1;
  if (!mayBeginLabel(codes, at)) return false;
  label.lastIndex = end;
  return label.test(text);
}

const lowerX = 120;
/** The first two letters of the words of `label` and of `ext`: by the first, a bit for each second. */
const beginnings = new Int32Array(32);
for (const word of 'of mo de fa ho ce ex'.split(' '))
  beginnings[word.charCodeAt(0) & 31] = 1 << (word.charCodeAt(1) & 31);

/** Whether a word that begins at `at` may be a label or an extension. */
function mayBeginLabel(codes: Uint8Array, at: number): boolean {
  const first = codeAt(codes, at) | 32;
  if (first === lowerX) return true;
  const seconds = beginnings[first & 31] ?? 0;
  return ((seconds >>> (codeAt(codes, at + 1) & 31)) & 1) === 1;
}

const extension = / ?(?:x|ext\.?) ?\d{1,6}/y;

/** After the extension (`x123`) that stands at `end`; `end` where none does. */
export function extensionEnd(text: string, codes: Uint8Array, end: number): number {
  if (!mayBeginLabel(codes, codeAt(codes, end) === code.space ? end + 1 : end)) return end;
  extension.lastIndex = end;
  return extension.test(text) ? extension.lastIndex : end;
}
