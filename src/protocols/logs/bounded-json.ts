import type { Json } from '../../model/json.ts';
import { byteView } from '../secrets/byte-view.ts';

export interface JsonLimits {
  /** Characters, or bytes of UTF-8. */
  readonly maxLength: number;
  /** Arrays and objects inside each other. */
  readonly maxDepth: number;
  /** Values altogether. */
  readonly maxValues: number;
}

export const senderJsonLimits: JsonLimits = { maxLength: 20_000_000, maxDepth: 100, maxValues: 500_000 };

export type JsonReading =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly reason: string };

/** JSON of a stranger, as text or as UTF-8: read only after its depth and the number of its values are known to be small. Never throws. */
export function readBoundedJson(
  source: string | Uint8Array,
  limits: JsonLimits = senderJsonLimits,
): JsonReading {
  if (source.length > limits.maxLength) return tooLong(limits);
  const shape = jsonShape(typeof source === 'string' ? byteView(source).codes : source, limits);
  if (!shape.ok) return shape;
  return readShapedJson(typeof source === 'string' ? source : jsonText(source));
}

/** JSON whose shape is known to be bounded. */
export function readShapedJson(text: string): JsonReading {
  try {
    return { ok: true, value: JSON.parse(text) as Json };
  } catch {
    return refused('no valid JSON');
  }
}

const refused = (reason: string) => ({ ok: false, reason }) as const;
const tooLong = ({ maxLength }: JsonLimits) => refused(`more than ${maxLength} characters of JSON`);

/** Invalid UTF-8 becomes U+FFFD: an event with a damaged name is still an event. */
export const jsonText = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');

const [quote, backslash, openBrace] = [34, 92, 123];
/** What a byte does to the shape: opens 1, ends a value 2, closes 3, begins a text 4; everything else 0. */
const shapes = new Uint8Array(256);
for (const [characters, shape] of [
  ['{[', 1],
  [',', 2],
  ['}]', 3],
  ['"', 4],
] as const)
  for (const character of characters) shapes[character.charCodeAt(0)] = shape;

export type JsonShape =
  | {
      readonly ok: true;
      /** Behind the last byte of each value asked for; as many as were begun and ended. */
      readonly ends: readonly number[];
    }
  | { readonly ok: false; readonly reason: string };

/** No depth: closing brackets that nothing opened count below zero. */
const outside = -1_000_000_000;

/**
 * One pass over the bytes: JSON.parse itself has no limits. `starts`: where arrays or objects begin whose ends are wanted, in order and
 * beside each other; one that stands inside a text, or inside the one before, has no end.
 */
export function jsonShape(bytes: Uint8Array, limits: JsonLimits, starts: readonly number[] = []): JsonShape {
  const { maxLength, maxDepth, maxValues } = limits;
  if (bytes.length > maxLength) return tooLong(limits);
  const ends: number[] = [];
  let [depth, values, next, within] = [0, 1, 0, outside];
  for (let at = 0; at < bytes.length; at += 1) {
    const shape = shapes[bytes[at] as number] as number;
    if (shape === 0) continue;
    if (shape === 4) at = textEnd(bytes, at + 1);
    else if (shape === 3) {
      depth -= 1;
      if (depth === within) {
        ends.push(at + 1);
        within = outside;
        next += 1;
      }
    } else if (shape === 1) {
      if (at === starts[next]) within = depth;
      depth += 1;
    }
    if (shape < 3) values += 1;
    if (depth > maxDepth) return refused(`JSON nested more than ${maxDepth} levels deep`);
    if (values > maxValues) return refused(`more than ${maxValues} JSON values`);
  }
  return { ok: true, ends };
}

/** Behind the object that begins at `start`; -1 where none begins, or none ends. */
export function objectEnd(bytes: Uint8Array, start: number): number {
  if (bytes[start] !== openBrace) return -1;
  let depth = 0;
  for (let at = start; at < bytes.length; at += 1) {
    const shape = shapes[bytes[at] as number] as number;
    if (shape === 4) at = textEnd(bytes, at + 1);
    else if (shape === 1) depth += 1;
    else if (shape === 3 && --depth === 0) return at + 1;
  }
  return -1;
}

/** Where the closing quote stands, or after the end. */
function textEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
  return at;
}

export const isRecord = (value: unknown): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
