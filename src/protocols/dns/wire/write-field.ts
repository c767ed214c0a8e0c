import { labelsOf, plainName } from '../name.ts';
import { tokens, unescapeText } from '../presentation.ts';
import type { Token } from '../presentation.ts';
import { typeNumber } from '../types.ts';
import { base32Bytes, bitmapBytes, ipv4Bytes, ipv6Bytes, signatureSeconds } from './encodings.ts';
import type { Field } from './layout.ts';
import { Malformed } from './reader.ts';
import { writeParams } from './svcb.ts';

/** Name in presentation form (escapes allowed, final dot optional) to uncompressed wire form. */
export function nameBytes(name: string): Uint8Array {
  const bare = name.endsWith('.') && !name.endsWith('\\.') ? name.slice(0, -1) : name;
  const labels = bare === '' ? [] : labelsOf(bare);
  const parts = labels.map((label) => {
    const text = unescapeText(label);
    if (text === null || text.length < 1 || text.length > 63)
      throw new Malformed('a label is not 1 to 63 bytes');
    return Buffer.from(String.fromCharCode(text.length) + text, 'latin1');
  });
  const bytes = Buffer.concat([...parts, Uint8Array.of(0)]);
  if (bytes.length > 255 || labels.join('.') !== bare)
    throw new Malformed('a name is too long or has an empty label');
  return bytes;
}

/** Presentation value to RDATA. Fields that repeat to the end (`texts`, `hex`, `bitmap`...) take all remaining words. */
export function writeFields(value: string, layout: readonly Field[]): Uint8Array {
  const words = tokens(value);
  const raw = tokens(value, true);
  if (words === null || raw === null) throw new Malformed('a value has an open quote or a bad escape');
  let at = 0;
  const parts = layout.map((field) => {
    if (field in toTheEnd) {
      const left = words.slice(at);
      at = words.length;
      return toTheEnd[field as keyof typeof toTheEnd](left);
    }
    const isName = field === 'name' || field === 'casedName';
    const word = (isName ? raw : words)[at];
    at += 1;
    if (word === undefined) throw new Malformed('a value has too few fields');
    return single[field as keyof typeof single](word.text);
  });
  if (at < words.length) throw new Malformed('a value has too many fields');
  return Buffer.concat(parts);
}

const toTheEnd = {
  texts: (words: readonly Token[]) => Buffer.concat(words.map((word) => textBytes(word.text))),
  hex: (words: readonly Token[]) => hexBytes(words.map((word) => word.text).join('')),
  base64: (words: readonly Token[]) => base64Bytes(words.map((word) => word.text).join('')),
  bitmap: (words: readonly Token[]) =>
    bitmapBytes(words.map((word) => typeNumber(word.text) ?? bad(word.text))),
  params: (words: readonly Token[]) => writeParams(words.map((word) => word.text)),
};

const single = {
  u8: (text: string) => number(text, 1),
  u16: (text: string) => number(text, 2),
  u32: (text: string) => number(text, 4),
  time: (text: string) => number(String(signatureSeconds(text) ?? bad(text)), 4),
  type: (text: string) => number(String(typeNumber(text) ?? bad(text)), 2),
  ipv4: (text: string) => ipv4Bytes(text) ?? bad(text),
  ipv6: (text: string) => ipv6Bytes(text) ?? bad(text),
  name: (text: string) => nameBytes(plainName(text)),
  casedName: (text: string) => nameBytes(text),
  text: (text: string) => textBytes(text),
  tag: (text: string) => textBytes(/^[A-Za-z0-9]+$/.test(text) ? text : bad(text)),
  restText: (text: string) => Buffer.from(text, 'latin1'),
  salt: (text: string) => counted(text === '-' ? new Uint8Array() : hexBytes(text)),
  hash: (text: string) => counted(base32Bytes(text) ?? bad(text)),
};

const bad = (text: string): never => {
  throw new Malformed(`${text.slice(0, 40)} does not fit its field`);
};

const textBytes = (text: string): Uint8Array => counted(Buffer.from(text, 'latin1'));

const counted = (bytes: Uint8Array): Uint8Array =>
  bytes.length > 255 ? bad('over 255 bytes') : Buffer.concat([Uint8Array.of(bytes.length), bytes]);

const hexBytes = (text: string): Uint8Array =>
  /^(?:[0-9a-f]{2})*$/i.test(text) ? Buffer.from(text, 'hex') : bad(text);

const base64Bytes = (text: string): Uint8Array =>
  /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? Buffer.from(text, 'base64') : bad(text);

function number(text: string, bytes: 1 | 2 | 4): Uint8Array {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : bad(text);
  if (value >= 256 ** bytes) bad(text);
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(value, 0, bytes);
  return buffer;
}
