import { absoluteName } from '../name.ts';
import { quoteText } from '../presentation.ts';
import { typeName } from '../types.ts';
import { base32Text, bitmapTypes, ipv4Text, ipv6Text, signatureTime } from './encodings.ts';
import type { Field } from './layout.ts';
import { Malformed } from './reader.ts';
import type { Reader } from './reader.ts';
import { readParams } from './svcb.ts';

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

const asHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

/** A `<character-string>` (RFC 1035 section 3.3) as latin1. */
const readText = (reader: Reader): string => latin1(reader.take(reader.u8()));

function readTexts(reader: Reader): readonly string[] {
  const texts: string[] = [];
  while (reader.left > 0) texts.push(readText(reader));
  return texts;
}

const fields: Readonly<Record<Exclude<Field, 'texts'>, (reader: Reader) => string>> = {
  u8: (reader) => String(reader.u8()),
  u16: (reader) => String(reader.u16()),
  u32: (reader) => String(reader.u32()),
  time: (reader) => signatureTime(reader.u32()),
  type: (reader) => typeName(reader.u16()),
  ipv4: (reader) => ipv4Text(reader.take(4)),
  ipv6: (reader) => ipv6Text(reader.take(16)),
  name: (reader) => absoluteName(reader.wireName().toLowerCase()),
  casedName: (reader) => absoluteName(reader.wireName()),
  text: (reader) => quoteText(readText(reader)),
  tag: (reader) => readTag(readText(reader)),
  restText: (reader) => quoteText(latin1(reader.rest())),
  hex: (reader) => asHex(reader.rest()),
  base64: (reader) => Buffer.from(reader.rest()).toString('base64'),
  salt: (reader) => asHex(reader.take(reader.u8())) || '-',
  hash: (reader) => base32Text(reader.take(reader.u8())),
  bitmap: (reader) => bitmapTypes(reader.rest()).map(typeName).join(' '),
  params: readParams,
};

/** Prints RDATA in the order of its layout; throws `Malformed` when it is short or has bytes left over. */
export function readFields(
  reader: Reader,
  layout: readonly Field[],
): { readonly value: string; readonly texts?: readonly string[] } {
  if (layout[0] === 'texts') {
    const texts = readTexts(reader);
    return { value: texts.map(quoteText).join(' '), texts };
  }
  const parts = layout.map((field) => (field === 'texts' ? '' : fields[field](reader)));
  if (reader.left !== 0) throw new Malformed('a record has bytes left over');
  return { value: parts.filter((part) => part !== '').join(' ') };
}

/** CAA tags are letters and digits (RFC 8659 section 4.1); anything else would not print as one word. */
function readTag(tag: string): string {
  if (!/^[A-Za-z0-9]+$/.test(tag)) throw new Malformed('a CAA tag is not letters and digits');
  return tag;
}
