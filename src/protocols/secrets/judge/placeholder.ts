/** In a long random text a word of four letters turns up by chance, one of seven never does. */
const longWords = /example|placeholder|change[-_]?me|redacted|1234567890|lorem ?ipsum/i;
const shortEnough = 120;
const words =
  /example|placeholder|your[-_ ]?|change[-_]?(?:me|it|this)|replace[-_]?(?:me|with|this)|dummy|redacted|insert[-_]?|todo|fixme|sample|xxxx|\*{3,}|\.{3,}|put[-_]|<[a-z]|notreal|not[-_]a[-_]real|fake|deadbeef|cafebabe|1234567890|abcdefgh|lorem/i;

/** Documented values that look exactly like the real thing. */
const famous: ReadonlySet<string> = new Set([
  // RFC 7519 section 3.1 and the first token jwt.io shows.
  'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
  'SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c',
]);

/** Text that stands where a secret would: words that say so, one character repeated, or counting up or down. */
export function isPlaceholder(value: string): boolean {
  const stand = value.length > shortEnough ? longWords : words;
  return stand.test(value) || famous.has(value) || hasLongRepeat(value) || hasLongCount(value);
}

/** Six of one character in a row, or one short piece over and over. */
function hasLongRepeat(value: string): boolean {
  return /(\S)\1{5,}/.test(value) || (value.length >= 12 && /^(.{1,4}?)\1+.{0,3}$/.test(value));
}

/** At least eight characters each one more (or one less) than the one before. */
function hasLongCount(value: string): boolean {
  let [up, down] = [1, 1];
  for (let index = 1; index < value.length; index += 1) {
    const step = value.charCodeAt(index) - value.charCodeAt(index - 1);
    up = step === 1 ? up + 1 : 1;
    down = step === -1 ? down + 1 : 1;
    if (up >= 8 || down >= 8) return true;
  }
  return false;
}
