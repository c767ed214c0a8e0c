import { code, isDigit } from './digit-runs.ts';

const { zero } = code;

const fourDigits = 10_000;
/** By the first four digits: a bit for each length that numbers of the issuer have. */
const lengthsByIssuer = new Int32Array(fourDigits);
/** Issuer prefixes as ranges of the first four digits, and the lengths they have (ISO/IEC 7812 ranges as the networks publish them). */
const issuers: readonly (readonly [ranges: string, lengths: readonly number[]])[] = [
  ['4000-4999', [13, 16, 19]],
  ['5100-5599 2221-2720', [16]],
  ['3400-3499 3700-3799', [15]],
  ['6011-6011 6440-6599', [16, 17, 18, 19]],
  ['3500-3599', [16, 17, 18, 19]],
  ['2131-2131 1800-1800', [15]],
  ['3000-3059 3090-3099 3600-3699 3800-3999', [14, 15, 16, 17, 18, 19]],
  ['5000-5099 5600-5899 6304-6304 6390-6390 6700-6799 0604-0604', [12, 13, 14, 15, 16, 17, 18, 19]],
  ['6200-6299 8100-8199', [16, 17, 18, 19]],
  ['2200-2204', [16, 17, 18, 19]],
];
for (const [ranges, lengths] of issuers) {
  const bits = lengths.reduce((all, length) => all | (1 << length), 0);
  for (const range of ranges.split(' ')) {
    const [first = 0, last = 0] = range.split('-').map(Number);
    for (let four = first; four <= last; four += 1) lengthsByIssuer[four] = bits;
  }
}

const longest = 19;
const digits = new Uint8Array(longest);

/** Whether the digits from `start` to `end`, with spaces or hyphens between, are a payment card number: a known issuer, its length, the check digit. */
export function isCardNumber(codes: Uint8Array, start: number, end: number): boolean {
  let four = 0;
  let count = 0;
  for (let at = start; at < end; at += 1) {
    const each = codes[at] as number;
    if (!isDigit(each)) continue;
    if (count === longest) return false;
    if (count < 4) four = four * 10 + each - zero;
    digits[count++] = each;
  }
  return (((lengthsByIssuer[four] ?? 0) >>> count) & 1) === 1 && passesLuhn(digits, 0, count);
}

/** ISO/IEC 7812-1, annex B, of the ASCII digits from `start` to `end`. */
export function passesLuhn(codes: Uint8Array, start: number, end: number): boolean {
  let sum = 0;
  let isDoubled = false;
  for (let at = end - 1; at >= start; at -= 1) {
    const digit = (codes[at] as number) - zero;
    sum += isDoubled ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
    isDoubled = !isDoubled;
  }
  return sum % 10 === 0;
}
