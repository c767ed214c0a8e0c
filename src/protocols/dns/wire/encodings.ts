import { Malformed } from './reader.ts';

export const ipv4Text = (bytes: Uint8Array): string => bytes.join('.');

/** RFC 5952: lower case, no leading zeros, the first longest run of zero groups as `::`. */
export function ipv6Text(bytes: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, i) => (bytes[2 * i] ?? 0) * 256 + (bytes[2 * i + 1] ?? 0));
  let [start, length] = [-1, 1];
  for (let i = 0; i < 8; i += 1) {
    let run = 0;
    while (groups[i + run] === 0) run += 1;
    if (run > length) [start, length] = [i, run];
  }
  const hex = groups.map((group) => group.toString(16));
  if (start < 0) return hex.join(':');
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + length).join(':')}`;
}

/** Four bytes, or null for anything but plain dotted decimal. */
export function ipv4Bytes(text: string): Uint8Array | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  const bytes = match?.slice(1).map(Number) ?? [];
  const isPlain = match?.slice(1).every((part) => part === String(Number(part))) === true;
  return isPlain && bytes.every((byte) => byte < 256) ? Uint8Array.from(bytes) : null;
}

/** Sixteen bytes (RFC 4291 section 2.2, with an embedded IPv4 tail); null otherwise. No zone index. */
export function ipv6Bytes(text: string): Uint8Array | null {
  const embedded = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const tail = embedded === null ? null : ipv4Bytes(embedded[2] ?? '');
  if (embedded !== null && tail === null) return null;
  const plain = tail === null ? text : `${embedded?.[1] ?? ''}${hexPair(tail, 0)}:${hexPair(tail, 2)}`;
  const halves = plain.split('::');
  if (halves.length > 2 || plain.length > 39) return null;
  const [head, last] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const given = [...(head ?? []), ...(last ?? [])];
  const missing = 8 - given.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  if (!given.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return null;
  const groups = [...(head ?? []), ...Array.from({ length: missing }, () => '0'), ...(last ?? [])];
  return Uint8Array.from(groups.flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 255]));
}

const hexPair = (bytes: Uint8Array, at: number): string =>
  ((bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0)).toString(16);

const base32Digits = '0123456789ABCDEFGHIJKLMNOPQRSTUV';

/** Base 32 with the extended hex alphabet, no padding (RFC 4648 section 7, RFC 5155 section 3.3). */
export function base32Text(bytes: Uint8Array): string {
  let [bits, value, text] = [0, 0, ''];
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xffff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += base32Digits[(value >> bits) & 31] ?? '';
    }
  }
  return bits > 0 ? text + (base32Digits[(value << (5 - bits)) & 31] ?? '') : text;
}

/** Null when a character is outside the alphabet. */
export function base32Bytes(text: string): Uint8Array | null {
  let [bits, value] = [0, 0];
  const bytes: number[] = [];
  for (const char of text.toUpperCase()) {
    const digit = base32Digits.indexOf(char);
    if (digit < 0) return null;
    value = ((value << 5) | digit) & 0xffff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((value >> bits) & 255);
    }
  }
  return Uint8Array.from(bytes);
}

/** Seconds since 1970 (32 bits) as `YYYYMMDDHHmmSS` in UTC (RFC 4034 section 3.2). */
export const signatureTime = (seconds: number): string =>
  new Date(seconds * 1000).toISOString().replace(/[-:T]|\.\d+Z$/g, '');

/** Seconds since 1970 for either form RFC 4034 section 3.2 allows; null otherwise. */
export function signatureSeconds(text: string): number | null {
  if (/^\d{1,10}$/.test(text)) return Number(text) <= 0xffffffff ? Number(text) : null;
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (match === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  return Number.isNaN(ms) || ms < 0 ? null : ms / 1000;
}

/** Type numbers of an NSEC bitmap (RFC 4034 section 4.1.2); windows ascend, blocks hold 1 to 32 bytes. */
export function bitmapTypes(bytes: Uint8Array): readonly number[] {
  const types: number[] = [];
  let [at, lastWindow] = [0, -1];
  while (at < bytes.length) {
    const [window = 0, length = 0] = [bytes[at], bytes[at + 1]];
    if (window <= lastWindow || length < 1 || length > 32 || at + 2 + length > bytes.length)
      throw new Malformed('a type bitmap is broken');
    for (let bit = 0; bit < length * 8; bit += 1)
      if (((bytes[at + 2 + (bit >> 3)] ?? 0) & (0x80 >> (bit & 7))) !== 0) types.push(window * 256 + bit);
    [at, lastWindow] = [at + 2 + length, window];
  }
  return types;
}

export function bitmapBytes(types: readonly number[]): Uint8Array {
  const windows = Map.groupBy(new Set(types.toSorted((a, b) => a - b)), (type) => type >> 8);
  const blocks = [...windows].flatMap(([window, members]) => {
    const length = ((members.at(-1) ?? 0) & 255) / 8 + 1;
    const block = new Uint8Array(Math.floor(length));
    for (const type of members)
      block[(type & 255) >> 3] = (block[(type & 255) >> 3] ?? 0) | (0x80 >> (type & 7));
    return [window, block.length, ...block];
  });
  return Uint8Array.from(blocks);
}
