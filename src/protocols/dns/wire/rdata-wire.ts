import { typeName } from '../types.ts';
import { layoutOf } from './layout.ts';
import { readFields } from './read-field.ts';
import { Malformed, Reader } from './reader.ts';
import { writeFields } from './write-field.ts';

export interface PrintedRdata {
  readonly value: string;
  readonly texts?: readonly string[];
}

/** Where one RDATA lies in its message. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

/**
 * RDATA from inside a message (names may be compressed) to its presentation value. Unknown types, and known ones whose
 * content does not fit their layout, come as RFC 3597 writes opaque bytes: one broken record does not hide the others.
 */
export function printRdata(type: number, message: Uint8Array, at: Span): PrintedRdata {
  const layout = layoutOf(typeName(type));
  const end = at.offset + at.length;
  if (layout === null) return opaque(message.subarray(at.offset, end));
  try {
    return readFields(new Reader(message, at.offset, end), layout);
  } catch (error) {
    if (error instanceof Malformed) return opaque(message.subarray(at.offset, end));
    throw error;
  }
}

const opaque = (bytes: Uint8Array): PrintedRdata => {
  const hex = Buffer.from(bytes).toString('hex');
  return { value: hex === '' ? '\\# 0' : `\\# ${bytes.length} ${hex}` };
};

const maxRdataBytes = 65_535;

/** Presentation value to uncompressed wire RDATA, or what is wrong with it. Accepts `\# len hex` for every type. */
export function rdataBytes(type: string, value: string): Uint8Array | { readonly problem: string } {
  try {
    const bytes = value.startsWith('\\#') ? genericBytes(value) : knownBytes(type, value);
    return bytes.length > maxRdataBytes ? { problem: 'a record is over 65535 bytes' } : bytes;
  } catch (error) {
    if (error instanceof Malformed) return { problem: error.message };
    throw error;
  }
}

function knownBytes(type: string, value: string): Uint8Array {
  const layout = layoutOf(type);
  if (layout === null) throw new Malformed(`${type} has no presentation format here`);
  return writeFields(value, layout);
}

/** RFC 3597 section 5. */
function genericBytes(value: string): Uint8Array {
  const match = /^\\#\s+(\d{1,5})((?:\s+[0-9a-fA-F]+)*)\s*$/.exec(value);
  const bytes = Buffer.from((match?.[2] ?? '').replaceAll(/\s+/g, ''), 'hex');
  if (match === null || bytes.length !== Number(match[1]))
    throw new Malformed('a generic value has the wrong length');
  return bytes;
}
