/** DER (ITU-T X.690), as far as certificates need it. Every function returns one complete element. */
export function element(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag]), lengthOf(body.length), body]);
}

export const sequence = (...parts: readonly Uint8Array[]): Buffer => element(0x30, ...parts);
export const set = (...parts: readonly Uint8Array[]): Buffer => element(0x31, ...parts);
export const octetString = (bytes: Uint8Array): Buffer => element(0x04, bytes);
export const bitString = (bytes: Uint8Array, unusedBits = 0): Buffer =>
  element(0x03, Buffer.from([unusedBits]), bytes);
export const utf8String = (text: string): Buffer => element(0x0c, Buffer.from(text, 'utf8'));
export const printableString = (text: string): Buffer => element(0x13, Buffer.from(text, 'latin1'));
export const boolean = (value: boolean): Buffer => element(0x01, Buffer.from([value ? 0xff : 0]));
export const nothing = (): Buffer => element(0x05);
/** `[number]` with the content as it is (IMPLICIT), primitive. */
export const implicit = (number: number, content: Uint8Array): Buffer => element(0x80 | number, content);
/** `[number]` around whole elements (EXPLICIT, or IMPLICIT of a constructed type). */
export const tagged = (number: number, ...parts: readonly Uint8Array[]): Buffer =>
  element(0xa0 | number, ...parts);

/** A non-negative INTEGER from its big-endian bytes. */
export function integer(value: number | Uint8Array): Buffer {
  const bytes = typeof value === 'number' ? bytesOf(value) : value;
  const first = bytes.findIndex((byte) => byte !== 0);
  const bare = first < 0 ? Buffer.from([0]) : bytes.subarray(first);
  return element(0x02, (bare[0] ?? 0) >= 0x80 ? Buffer.from([0]) : Buffer.alloc(0), bare);
}

/** `1.2.840.10045.2.1` */
export function objectId(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  return element(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

/** UTCTime until 2049, GeneralizedTime after (RFC 5280 section 4.1.2.5). */
export function time(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  const isUtc = Number(digits.slice(0, 4)) < 2050;
  return element(isUtc ? 0x17 : 0x18, Buffer.from(isUtc ? digits.slice(2) : digits, 'latin1'));
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes = bytesOf(length);
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes]);
}

function bytesOf(value: number): Buffer {
  const hex = value.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
}

function base128(value: number): number[] {
  const low = value & 0x7f;
  const high = Math.floor(value / 128);
  return high === 0 ? [low] : [...base128(high).map((byte) => byte | 0x80), low];
}
