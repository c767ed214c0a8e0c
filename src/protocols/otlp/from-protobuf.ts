import { Budget, isKept, messageNamed, plainDouble, type Plain, type PlainMessage } from './budget.ts';
import { OtlpError } from './error.ts';
import type { Field, Scalar } from './schema.ts';
import { WireReader, type WireType } from './wire.ts';

/** A binary message as the plain value OTLP/JSON has for it; unknown fields are skipped. Throws `OtlpError`. */
export const readProtobuf = (bytes: Uint8Array, messageName: string): PlainMessage =>
  readMessage(bytes, messageName, { budget: new Budget(), depth: 0 });

interface Place {
  readonly budget: Budget;
  readonly depth: number;
}

function readMessage(bytes: Uint8Array, name: string, place: Place): PlainMessage {
  const { byNumber, byName } = messageNamed(name);
  const reader = new WireReader(bytes);
  const read: Record<string, Plain> = {};
  while (!reader.isAtEnd) {
    const { number, type } = reader.field();
    const field = byNumber.get(number);
    place.budget.take(place.depth);
    if (field === undefined) reader.skip(type);
    else putField(read, { field, type, reader }, place);
  }
  const kept = Object.entries(read).filter(([key, value]) => {
    const field = byName.get(key);
    return field !== undefined && isKept(field, value);
  });
  return Object.fromEntries(kept);
}

interface Incoming {
  readonly field: Field;
  readonly type: WireType;
  readonly reader: WireReader;
}

function putField(read: Record<string, Plain>, incoming: Incoming, place: Place): void {
  const { field, type, reader } = incoming;
  if (!field.isRepeated) {
    read[field.name] = readOne(incoming, place);
    return;
  }
  const list = (read[field.name] ??= []) as Plain[];
  if (type === 2 && 'scalar' in field.type && wireTypes[field.type.scalar] !== 2) {
    const packed = new WireReader(reader.bytes());
    for (const { scalar } = field.type; !packed.isAtEnd; place.budget.take(place.depth))
      list.push(readScalar(packed, scalar));
  } else list.push(readOne(incoming, place));
}

function readOne({ field, type, reader }: Incoming, { budget, depth }: Place): Plain {
  const expected = 'message' in field.type ? 2 : wireTypes[field.type.scalar];
  if (type !== expected)
    throw new OtlpError('protobuf', `the protobuf is damaged: ${field.name} has wire type ${type}`);
  if ('scalar' in field.type) return readScalar(reader, field.type.scalar);
  budget.take(depth + 1);
  return readMessage(reader.bytes(), field.type.message, { budget, depth: depth + 1 });
}

const wireTypes: Readonly<Record<Scalar, WireType>> = {
  string: 2,
  hex: 2,
  bytes: 2,
  bool: 0,
  double: 1,
  int32: 0,
  uint32: 0,
  sint32: 0,
  int64: 0,
  uint64: 0,
  fixed32: 5,
  fixed64: 1,
  sfixed64: 1,
};

const readers: Readonly<Record<Scalar, (reader: WireReader) => Plain>> = {
  string: (reader) => buffer(reader).toString('utf8'),
  hex: (reader) => buffer(reader).toString('hex'),
  bytes: (reader) => buffer(reader).toString('base64'),
  bool: (reader) => reader.varint() !== 0n,
  double: (reader) => plainDouble(reader.double()),
  int32: (reader) => Number(BigInt.asIntN(32, reader.varint())),
  uint32: (reader) => Number(BigInt.asUintN(32, reader.varint())),
  sint32: (reader) => zigzag(BigInt.asUintN(32, reader.varint())),
  int64: (reader) => String(BigInt.asIntN(64, reader.varint())),
  uint64: (reader) => String(reader.varint()),
  fixed32: (reader) => reader.fixed32(),
  fixed64: (reader) => String(reader.fixed64()),
  sfixed64: (reader) => String(BigInt.asIntN(64, reader.fixed64())),
};

const readScalar = (reader: WireReader, scalar: Scalar): Plain => readers[scalar](reader);

function buffer(reader: WireReader): Buffer {
  const bytes = reader.bytes();
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const zigzag = (value: bigint): number => Number((value >> 1n) ^ -(value & 1n));
