/** Issuer prefixes with the lengths they have (ISO/IEC 7812 ranges as the networks publish them). */
const issuers: readonly (readonly [prefix: RegExp, lengths: readonly number[]])[] = [
  [/^4/, [13, 16, 19]],
  [/^(5[1-5]|2(22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720))/, [16]],
  [/^3[47]/, [15]],
  [/^(6011|64[4-9]|65)/, [16, 17, 18, 19]],
  [/^35/, [16, 17, 18, 19]],
  [/^(2131|1800)/, [15]],
  [/^3(0[0-59]|[689])/, [14, 15, 16, 17, 18, 19]],
  [/^(5[06-8]|6304|6390|67|0604)/, [12, 13, 14, 15, 16, 17, 18, 19]],
  [/^(62|81)/, [16, 17, 18, 19]],
  [/^220[0-4]/, [16, 17, 18, 19]],
];

/** Whether digits, with spaces or hyphens between, are a payment card number: the check digit, a known issuer, its length. */
export function isCardNumber(written: string): boolean {
  const digits = written.replaceAll(/[ -]/g, '');
  return (
    passesLuhn(Buffer.from(digits, 'latin1'), 0, digits.length) &&
    issuers.some(([prefix, lengths]) => lengths.includes(digits.length) && prefix.test(digits))
  );
}

/** ISO/IEC 7812-1, annex B, of the ASCII digits from `start` to `end`. */
export function passesLuhn(codes: Uint8Array, start: number, end: number): boolean {
  let sum = 0;
  for (let at = end - 1; at >= start; at -= 1) {
    const digit = (codes[at] as number) - 48;
    const weighted = (end - at) % 2 === 0 ? digit * 2 : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}
