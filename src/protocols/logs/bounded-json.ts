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
  if (source.length > limits.maxLength) return refused(`more than ${limits.maxLength} characters of JSON`);
  const reason = shapeProblem(typeof source === 'string' ? byteView(source).codes : source, limits);
  if (reason !== null) return refused(reason);
  try {
    return { ok: true, value: JSON.parse(typeof source === 'string' ? source : utf8(source)) as Json };
  } catch {
    return refused('no valid JSON');
  }
}

const refused = (reason: string): JsonReading => ({ ok: false, reason });

/** Invalid UTF-8 becomes U+FFFD: an event with a damaged name is still an event. */
const utf8 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');

const [quote, backslash] = [34, 92];
/** What a byte does to the shape: opens 1, ends a value 2, closes 3, begins a text 4; everything else 0. */
const shapes = new Uint8Array(256);
for (const [characters, shape] of [
  ['{[', 1],
  [',', 2],
  ['}]', 3],
  ['"', 4],
] as const)
  for (const character of characters) shapes[character.charCodeAt(0)] = shape;

/** One pass over the bytes: JSON.parse itself has no limits. */
function shapeProblem(bytes: Uint8Array, { maxDepth, maxValues }: JsonLimits): string | null {
  let depth = 0;
  let values = 1;
  for (let at = 0; at < bytes.length; at += 1) {
    const shape = shapes[bytes[at] as number] as number;
    if (shape === 0) continue;
    if (shape === 4) at = textEnd(bytes, at + 1);
    else if (shape === 3) depth -= 1;
    else if (shape === 1) depth += 1;
    if (shape < 3) values += 1;
    if (depth > maxDepth) return `JSON nested more than ${maxDepth} levels deep`;
    if (values > maxValues) return `more than ${maxValues} JSON values`;
  }
  return null;
}

/** Where the closing quote stands, or after the end. */
function textEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== quote) at += bytes[at] === backslash ? 2 : 1;
  return at;
}

export const isRecord = (value: unknown): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
