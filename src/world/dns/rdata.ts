import { typeNumber } from '../../protocols/dns/types.ts';
import { addressBytes } from '../../protocols/dns/address.ts';

type Encoder = (words: readonly string[], value: string) => Buffer;

/**
 * RDATA in wire form (RFC 1035 section 3.3, RFC 4034, RFC 8659, RFC 9460 through RFC 3597 text), names uncompressed and in
 * lower case, which is also the canonical form signatures are made over (RFC 4034 section 6.2). Throws on values the type cannot hold.
 */
export function encodeRdata(type: string, value: string): Buffer {
  const words = value.trim().split(/\s+/);
  if (words[0] === '\\#') return Buffer.from(words.slice(2).join(''), 'hex');
  const encoder = Object.hasOwn(encoders, type) ? encoders[type] : undefined;
  if (encoder === undefined)
    throw new Error(`The demo name server cannot write ${type} records: use \\# form`);
  return encoder(words, value);
}

/** A name in wire form; `\.` inside a label is one dot of that label. */
export function encodeName(name: string): Buffer {
  const bare = name.endsWith('.') && !name.endsWith('\\.') ? name.slice(0, -1) : name;
  if (bare === '') return Buffer.from([0]);
  const labels = bare.match(/(?:\\.|[^\\.])+/g) ?? [];
  const parts = labels.map((label) => {
    const bytes = Buffer.from(label.replaceAll(/\\(.)/g, '$1').toLowerCase(), 'latin1');
    return Buffer.concat([Buffer.from([bytes.length]), bytes]);
  });
  return Buffer.concat([...parts, Buffer.from([0])]);
}

const u8 = (text: string | undefined): Buffer => Buffer.from([Number(text)]);
const u16 = (text: string | undefined): Buffer => Buffer.from([Number(text) >> 8, Number(text) & 255]);
const u32 = (text: string | undefined): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(Number(text));
  return bytes;
};
const oneName: Encoder = (words) => encodeName(words[0] ?? '.');
const oneAddress: Encoder = ([address = '']) => {
  const bytes = addressBytes(address);
  if (bytes === null) throw new Error(`${address} is no IP address`);
  return Buffer.from(bytes);
};

const encoders: Readonly<Record<string, Encoder>> = {
  A: oneAddress,
  AAAA: oneAddress,
  NS: oneName,
  CNAME: oneName,
  DNAME: oneName,
  PTR: oneName,
  MX: (words) => Buffer.concat([u16(words[0]), encodeName(words[1] ?? '.')]),
  SRV: (words) => Buffer.concat([u16(words[0]), u16(words[1]), u16(words[2]), encodeName(words[3] ?? '.')]),
  SOA: (words) =>
    Buffer.concat([
      encodeName(words[0] ?? '.'),
      encodeName(words[1] ?? '.'),
      ...words.slice(2, 7).map((word) => u32(word)),
    ]),
  TXT: (_words, value) => Buffer.concat(characterStrings(value)),
  CAA: (words, value) =>
    Buffer.concat([
      u8(words[0]),
      characterString(words[1] ?? ''),
      Buffer.from(unquoted(value.trim().split(/\s+/).slice(2).join(' ')), 'latin1'),
    ]),
  DS: (words) =>
    Buffer.concat([u16(words[0]), u8(words[1]), u8(words[2]), Buffer.from(words.slice(3).join(''), 'hex')]),
  DNSKEY: (words) =>
    Buffer.concat([
      u16(words[0]),
      u8(words[1]),
      u8(words[2]),
      Buffer.from(words.slice(3).join(''), 'base64'),
    ]),
  TLSA: (words) =>
    Buffer.concat([u8(words[0]), u8(words[1]), u8(words[2]), Buffer.from(words.slice(3).join(''), 'hex')]),
  NSEC: (words) => Buffer.concat([encodeName(words[0] ?? '.'), typeBitmap(words.slice(1))]),
};

const unquoted = (text: string): string => /^"(.*)"$/s.exec(text)?.[1] ?? text;

function characterString(text: string): Buffer {
  const bytes = Buffer.from(text, 'latin1');
  if (bytes.length > 255) throw new Error(`A character-string holds 255 bytes, this one has ${bytes.length}`);
  return Buffer.concat([Buffer.from([bytes.length]), bytes]);
}

/** `"one" "two"`, or bare words; a quoted text over 255 bytes is cut into several strings. */
function characterStrings(value: string): readonly Buffer[] {
  const parts = value.match(/"(?:\\.|[^"\\])*"|\S+/g) ?? ['""'];
  return parts
    .map((part) => unquoted(part).replaceAll(/\\(.)/g, '$1'))
    .flatMap((text) => (text === '' ? [''] : (text.match(/.{1,255}/gs) ?? [])))
    .map(characterString);
}

/** RFC 4034 section 4.1.2. */
function typeBitmap(types: readonly string[]): Buffer {
  const numbers = types.map((type) => typeNumber(type) ?? 0).toSorted((a, b) => a - b);
  const windows = [...new Set(numbers.map((number) => number >> 8))];
  return Buffer.concat(
    windows.map((window) => {
      const low = numbers.filter((number) => number >> 8 === window).map((number) => number & 255);
      const bits = Buffer.alloc((Math.max(...low) >> 3) + 1);
      for (const bit of low) bits[bit >> 3] = (bits[bit >> 3] ?? 0) | (128 >> (bit & 7));
      return Buffer.concat([Buffer.from([window, bits.length]), bits]);
    }),
  );
}
