import type { Json } from '../../model/json.ts';
import { isRecord, readBoundedJson } from '../logs/bounded-json.ts';
import {
  Budget,
  isKept,
  messageNamed,
  otlpLimits,
  plainDouble,
  type Plain,
  type PlainMessage,
} from './budget.ts';
import { OtlpError } from './error.ts';
import type { Field, Scalar } from './schema.ts';

const jsonLimits = {
  maxLength: otlpLimits.maxBytes,
  maxDepth: 2 * otlpLimits.maxDepth,
  maxValues: 2 * otlpLimits.maxValues,
};

/**
 * OTLP/JSON to the same plain value the binary form gives: 64-bit numbers as decimal text, ids in lower case, unknown fields
 * left out, defaults left out. What the standard mapping of protobuf allows and OTLP forbids is understood all the same: names
 * of enum values, and fields by their name in the schema (`trace_id`). Throws `OtlpError`.
 */
export function readOtlpJson(text: string, messageName: string): PlainMessage {
  const read = readBoundedJson(text, jsonLimits);
  if (!read.ok) throw new OtlpError('json', `the request: ${read.reason}`);
  if (!isRecord(read.value)) throw new OtlpError('json', 'the request is no JSON object');
  return plainMessage(read.value, messageName, { budget: new Budget(), depth: 0 });
}

const camelCase = (name: string): string =>
  name.replaceAll(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase());

interface Place {
  readonly budget: Budget;
  readonly depth: number;
}

function plainMessage(value: Readonly<Record<string, Json>>, name: string, place: Place): PlainMessage {
  const { byName } = messageNamed(name);
  const read: Record<string, Plain> = {};
  for (const [key, child] of Object.entries(value)) {
    const field = byName.get(key) ?? byName.get(camelCase(key));
    place.budget.take(place.depth);
    if (field === undefined || child === null) continue;
    const plain = field.isRepeated ? plainList(child, field, place) : plainOne(child, field, place);
    if (isKept(field, plain)) read[field.name] = plain;
  }
  return read;
}

function plainList(value: Json, field: Field, place: Place): readonly Plain[] {
  if (!Array.isArray(value)) throw wrong(field, 'a list');
  return (value as readonly Json[]).map((each) => {
    place.budget.take(place.depth);
    return plainOne(each, field, place);
  });
}

function plainOne(value: Json, field: Field, { budget, depth }: Place): Plain {
  if ('message' in field.type) {
    if (!isRecord(value)) throw wrong(field, 'an object');
    return plainMessage(value, field.type.message, { budget, depth: depth + 1 });
  }
  const plain = readers[field.type.scalar](value);
  if (plain === null) throw wrong(field, names[field.type.scalar] ?? 'a whole number');
  return plain;
}

const wrong = ({ name }: Field, what: string): OtlpError => new OtlpError('json', `${name}: is not ${what}`);

const names: Partial<Readonly<Record<Scalar, string>>> = {
  string: 'text',
  hex: 'hex digits',
  bytes: 'base64',
  bool: 'true or false',
  double: 'a number',
};

type Reader = (value: Json) => Plain | null;

const whole =
  (least: bigint, most: bigint): Reader =>
  (value) => {
    const text = typeof value === 'number' ? wholeText(value) : value;
    if (typeof text !== 'string' || !/^-?\d{1,20}$/.test(text)) return null;
    const read = BigInt(text);
    return read < least || read > most ? null : String(read);
  };
const wholeText = (value: number): string | null => (Number.isInteger(value) ? String(BigInt(value)) : null);
const narrow =
  (reader: Reader): Reader =>
  (value) => {
    const read = reader(value);
    return read === null ? null : Number(read);
  };

const signed64 = whole(-(2n ** 63n), 2n ** 63n - 1n);
const unsigned64 = whole(0n, 2n ** 64n - 1n);
const signed32 = narrow(whole(-(2n ** 31n), 2n ** 31n - 1n));
const unsigned32 = narrow(whole(0n, 2n ** 32n - 1n));

const readers: Readonly<Record<Scalar, Reader>> = {
  string: (value) => (typeof value === 'string' ? value : null),
  hex: (value) =>
    typeof value === 'string' && /^(?:[\da-f]{2}){0,64}$/i.test(value) ? value.toLowerCase() : null,
  bytes: (value) => (typeof value === 'string' ? Buffer.from(value, 'base64').toString('base64') : null),
  bool: (value) => (typeof value === 'boolean' ? value : null),
  double,
  int32: (value) => (typeof value === 'string' ? (enumNumber(value) ?? signed32(value)) : signed32(value)),
  sint32: signed32,
  uint32: unsigned32,
  fixed32: unsigned32,
  int64: signed64,
  sfixed64: signed64,
  uint64: unsigned64,
  fixed64: unsigned64,
};

/** Values of enums by name; what is not known is `UNSPECIFIED`. */
function enumNumber(name: string): number | null {
  const [, kind, rest = ''] =
    /^(SPAN_KIND|STATUS_CODE|AGGREGATION_TEMPORALITY|SEVERITY_NUMBER)_(\w{1,20})$/.exec(name) ?? [];
  if (kind === undefined) return null;
  if (kind !== 'SEVERITY_NUMBER') return Math.max(0, enumNames[kind]?.indexOf(rest) ?? 0);
  const [, level = '', step = '1'] = /^([A-Z]+)([2-4])?$/.exec(rest) ?? [];
  const at = severityNames.indexOf(level);
  return at < 0 ? 0 : at * 4 + Number(step);
}
const enumNames: Readonly<Record<string, readonly string[]>> = {
  SPAN_KIND: ['UNSPECIFIED', 'INTERNAL', 'SERVER', 'CLIENT', 'PRODUCER', 'CONSUMER'],
  STATUS_CODE: ['UNSET', 'OK', 'ERROR'],
  AGGREGATION_TEMPORALITY: ['UNSPECIFIED', 'DELTA', 'CUMULATIVE'],
};
const severityNames = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'];

function double(value: Json): Plain | null {
  if (typeof value === 'number') return plainDouble(value);
  if (typeof value !== 'string') return null;
  if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return value;
  return /^-?\d{1,400}(\.\d{1,400})?(e[+-]?\d{1,4})?$/i.test(value) ? plainDouble(Number(value)) : null;
}
