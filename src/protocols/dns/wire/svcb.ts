import { quoteText } from '../presentation.ts';
import { ipv4Bytes, ipv4Text, ipv6Bytes, ipv6Text } from './encodings.ts';
import { Malformed, Reader } from './reader.ts';

const keyNames = [
  'mandatory',
  'alpn',
  'no-default-alpn',
  'port',
  'ipv4hint',
  'ech',
  'ipv6hint',
  'dohpath',
  'ohttp',
];

const keyName = (key: number): string => keyNames[key] ?? `key${key}`;

function keyNumber(name: string): number {
  const known = keyNames.indexOf(name);
  if (known >= 0) return known;
  const digits = /^key(\d{1,5})$/.exec(name)?.[1];
  if (digits === undefined || Number(digits) > 65535) throw new Malformed(`${name} is no service parameter`);
  return Number(digits);
}

/** SvcParams in presentation format (RFC 9460 section 2.1); keys ascend and are unique (section 2.2). */
export function readParams(reader: Reader): string {
  const parts: string[] = [];
  let last = -1;
  while (reader.left > 0) {
    const key = reader.u16();
    if (key <= last) throw new Malformed('service parameters are not in ascending order');
    last = key;
    const value = reader.take(reader.u16());
    const text = paramText(key, new Reader(value));
    parts.push(text === null ? keyName(key) : `${keyName(key)}=${text}`);
  }
  return parts.join(' ');
}

function paramText(key: number, reader: Reader): string | null {
  if (key === 0) return list(reader, () => keyName(reader.u16()));
  if (key === 1) return quoteText(protocols(reader).join(','));
  if (key === 2) return null;
  if (key === 3) return String(reader.u16());
  if (key === 4) return list(reader, () => ipv4Text(reader.take(4)));
  if (key === 5) return Buffer.from(reader.rest()).toString('base64');
  if (key === 6) return list(reader, () => ipv6Text(reader.take(16)));
  return reader.left === 0 ? null : quoteText(Buffer.from(reader.rest()).toString('latin1'));
}

const list = (reader: Reader, one: () => string): string => {
  const items: string[] = [];
  while (reader.left > 0) items.push(one());
  return items.join(',');
};

/** Commas and backslashes inside an id are escaped (RFC 9460 appendix A.1). */
function protocols(reader: Reader): readonly string[] {
  const ids: string[] = [];
  while (reader.left > 0)
    ids.push(Buffer.from(reader.take(reader.u8())).toString('latin1').replace(/[\\,]/g, '\\$&'));
  return ids;
}

/** `port=8443` (escapes already undone) to its wire form. */
export function writeParams(parts: readonly string[]): Uint8Array {
  const params = parts.map((part) => {
    const at = part.indexOf('=');
    const key = keyNumber(at < 0 ? part : part.slice(0, at));
    return { key, value: paramBytes(key, at < 0 ? '' : part.slice(at + 1)) };
  });
  params.sort((a, b) => a.key - b.key);
  if (params.some(({ key }, i) => params[i + 1]?.key === key))
    throw new Malformed('a service parameter is repeated');
  return Buffer.concat(params.flatMap(({ key, value }) => [u16(key), u16(value.length), value]));
}

function paramBytes(key: number, text: string): Uint8Array {
  const items = text === '' ? [] : text.split(',');
  if (key === 0) return Buffer.concat(items.map((item) => u16(keyNumber(item))));
  if (key === 1)
    return Buffer.concat(
      splitIds(text).map((id) => Buffer.from(`${String.fromCharCode(id.length)}${id}`, 'latin1')),
    );
  if (key === 3) return u16(Number(text));
  if (key === 4) return Buffer.concat(items.map((item) => ipv4Bytes(item) ?? broken(item)));
  if (key === 5) return Buffer.from(text, 'base64');
  if (key === 6) return Buffer.concat(items.map((item) => ipv6Bytes(item) ?? broken(item)));
  return Buffer.from(text, 'latin1');
}

const splitIds = (text: string): readonly string[] =>
  (text.match(/(?:\\.|[^\\,])+/gs) ?? []).map((id) => {
    const plain = id.replace(/\\(.)/gs, '$1');
    return plain.length > 255 ? broken(id) : plain;
  });

const broken = (item: string): never => {
  throw new Malformed(`${item.slice(0, 40)} does not fit a service parameter`);
};

function u16(value: number): Uint8Array {
  if (!Number.isInteger(value) || value < 0 || value > 65535) throw new Malformed('a number is out of range');
  return Uint8Array.of(value >> 8, value & 255);
}
