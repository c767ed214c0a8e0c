import type { Plain, PlainMessage } from '../../protocols/otlp/budget.ts';
import { nameText, type Attribute, type Attributes } from '../inside/origin.ts';

const limits = { attributes: 128, key: 200, text: 8_192, depth: 4 } as const;

/** Lists and texts of a message that may lack them: proto3 leaves out what is empty. */
export const listIn = (message: PlainMessage, field: string): readonly PlainMessage[] => {
  const value = message[field];
  return Array.isArray(value) ? (value as readonly PlainMessage[]) : [];
};
export const messageIn = (message: PlainMessage, field: string): PlainMessage => {
  const value = message[field];
  return typeof value === 'object' && !Array.isArray(value) ? (value as PlainMessage) : {};
};
export const textIn = (message: PlainMessage, field: string): string => {
  const value = message[field];
  return typeof value === 'string' ? value : '';
};
export const numberIn = (message: PlainMessage, field: string): number | null => {
  const value = message[field];
  const number = typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? number : null;
};

/** Nanoseconds as decimal text to milliseconds with fractions; 0 where there are none. */
export const millisIn = (message: PlainMessage, field: string): number =>
  (numberIn(message, field) ?? 0) / 1e6;

/** `KeyValue` lists as one object; lists and maps in them become JSON text. */
export function attributesIn(message: PlainMessage, field = 'attributes'): Attributes {
  const read: Record<string, Attribute> = {};
  for (const each of listIn(message, field).slice(0, limits.attributes)) {
    const key = nameText(each['key'], limits.key);
    const value = anyValue(messageIn(each, 'value'));
    if (key !== '' && key !== '__proto__' && value !== null) read[key] = value;
  }
  return read;
}

/** `AnyValue` as text, number or truth; null where it holds nothing. */
export function anyValue(value: PlainMessage): Attribute | null {
  const plain = plainValue(value, 0);
  if (plain === null || typeof plain === 'boolean' || typeof plain === 'number') return plain;
  return (typeof plain === 'string' ? plain : JSON.stringify(plain)).slice(0, limits.text);
}

type Shown = string | number | boolean | null | readonly Shown[] | { readonly [key: string]: Shown };

function plainValue(value: PlainMessage, depth: number): Shown {
  for (const field of ['stringValue', 'boolValue', 'bytesValue'] as const) {
    const one: Plain | undefined = value[field];
    if (typeof one === 'string' || typeof one === 'boolean') return one;
  }
  const number = numberIn(value, 'intValue') ?? numberIn(value, 'doubleValue');
  if (number !== null || depth >= limits.depth) return number;
  if ('arrayValue' in value)
    return listIn(messageIn(value, 'arrayValue'), 'values').map((each) => plainValue(each, depth + 1));
  if (!('kvlistValue' in value)) return null;
  const entries = listIn(messageIn(value, 'kvlistValue'), 'values');
  return Object.fromEntries(
    entries.map((each) => [textIn(each, 'key'), plainValue(messageIn(each, 'value'), depth + 1)]),
  );
}
