import { crc32 } from 'node:zlib';

const base62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** CRC-32 of the text in base 62, six characters: the tail of GitHub and npm tokens. */
export function crcBase62(text: string): string {
  let left = crc32(text);
  let tail = '';
  while (left > 0) {
    tail = `${base62[left % 62]}${tail}`;
    left = Math.floor(left / 62);
  }
  return tail.padStart(6, '0');
}

/** Whether the last six characters are the checksum of those before, in either order of the alphabet's cases. */
export function hasCrcTail(body: string): boolean {
  const expected = crcBase62(body.slice(0, -6));
  const tail = body.slice(-6);
  return tail === expected || tail === swapCase(expected);
}

const swapCase = (text: string): string =>
  text.replaceAll(/[a-z]/gi, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );

/** ISO/IEC 7812-1 annex B. */
export function isLuhnValid(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return digits.length > 0 && sum % 10 === 0;
}

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The account number inside an access key id: bits 7 to 46 of what follows the four-letter prefix. */
export function awsAccountOf(keyId: string): string | null {
  let bits = 0n;
  for (const letter of keyId.slice(4, 14)) {
    const value = base32.indexOf(letter);
    if (value < 0) return null;
    bits = bits * 32n + BigInt(value);
  }
  // 10 letters are 50 bits; the first 48 hold the number in bits 7 to 46.
  const account = ((bits >> 2n) & 0x7fffffffff80n) >> 7n;
  return account.toString().padStart(12, '0');
}
