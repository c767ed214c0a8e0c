/** The bytes are not the ASN.1 (X.690 DER) they claim to be. The only error the readers of this room throw. */
export class DerError extends Error {
  override readonly name = 'DerError';
}

/** One tag-length-value; `content` and `whole` are views, nothing is copied. */
export interface DerValue {
  readonly tag: number;
  readonly content: Uint8Array;
  readonly whole: Uint8Array;
}

export const derTags = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8: 0x0c,
  sequence: 0x30,
  set: 0x31,
  printable: 0x13,
  teletex: 0x14,
  ia5: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  universal: 0x1c,
  bmp: 0x1e,
} as const;

/** Reads the value that starts at `offset`. Multi-byte tags and indefinite lengths are not DER as X.509 uses it. */
export function readDer(bytes: Uint8Array, offset = 0): DerValue {
  const tag = byteAt(bytes, offset);
  if ((tag & 0x1f) === 0x1f) throw new DerError('multi-byte tag');
  const first = byteAt(bytes, offset + 1);
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || lengthBytes > 4) throw new DerError('length form not allowed');
  let length = lengthBytes === 0 ? first : 0;
  for (let index = 0; index < lengthBytes; index += 1)
    length = length * 256 + byteAt(bytes, offset + 2 + index);
  const start = offset + 2 + lengthBytes;
  if (start + length > bytes.length) throw new DerError('value runs past the end');
  return {
    tag,
    content: bytes.subarray(start, start + length),
    whole: bytes.subarray(offset, start + length),
  };
}

/** The values inside a constructed value, at most `limit`; more are left unread. */
export function readChildren(content: Uint8Array, limit: number): DerValue[] {
  const children: DerValue[] = [];
  let offset = 0;
  while (offset < content.length && children.length < limit) {
    const child = readDer(content, offset);
    children.push(child);
    offset += child.whole.length;
  }
  return children;
}

/** As `readDer`, and the tag must be the one named. */
export function expectDer(value: DerValue | undefined, tag: number, what: string): DerValue {
  if (value === undefined) throw new DerError(`${what} is missing`);
  if (value.tag !== tag) throw new DerError(`${what} has tag 0x${value.tag.toString(16)}`);
  return value;
}

const maxOidBytes = 64;

/** Dotted text of an object identifier (X.690 section 8.19). */
export function readOid(content: Uint8Array): string {
  if (content.length === 0 || content.length > maxOidBytes) throw new DerError('object identifier length');
  const arcs: number[] = [];
  let value = 0;
  for (const byte of content) {
    value = value * 128 + (byte & 0x7f);
    if (value > Number.MAX_SAFE_INTEGER / 256) throw new DerError('object identifier arc too large');
    if (byte >= 0x80) continue;
    if (arcs.length === 0) arcs.push(...firstArcs(value));
    else arcs.push(value);
    value = 0;
  }
  return arcs.join('.');
}

function firstArcs(value: number): readonly [number, number] {
  const root = Math.min(2, Math.floor(value / 40));
  return [root, value - root * 40];
}

/** UTCTime or GeneralizedTime as RFC 5280 section 4.1.2.5 allows it: seconds, Zulu, no fractions. Unix ms. */
export function readTime(value: DerValue | undefined): number {
  if (value === undefined) throw new DerError('time is missing');
  const text = latin1(value.content.subarray(0, 20));
  const pattern = value.tag === derTags.utcTime ? /^(\d{2})(\d{10})Z$/ : /^(\d{4})(\d{10})Z$/;
  const match = pattern.exec(text);
  if (match === null || (value.tag !== derTags.utcTime && value.tag !== derTags.generalizedTime))
    throw new DerError('time is not in RFC 5280 form');
  const written = Number(match[1]);
  const year = value.tag === derTags.utcTime ? written + (written >= 50 ? 1900 : 2000) : written;
  const [month, day, hour, minute, second] = (match[2] ?? '').match(/../g) ?? [];
  if (year < 1950) throw new DerError('time is before 1950');
  return Date.UTC(year, Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
}

const hexDigits = '0123456789abcdef';
export function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += `${hexDigits[byte >> 4]}${hexDigits[byte & 15]}`;
  return text;
}

export function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

function byteAt(bytes: Uint8Array, offset: number): number {
  const byte = bytes[offset];
  if (byte === undefined) throw new DerError('ends in the middle of a value');
  return byte;
}
