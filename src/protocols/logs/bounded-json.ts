import type { Json } from '../../model/json.ts';

export interface JsonLimits {
  /** Characters. */
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

/** JSON of a stranger: read only after its depth and the number of its values are known to be small. Never throws. */
export function readBoundedJson(text: string, limits: JsonLimits = senderJsonLimits): JsonReading {
  if (text.length > limits.maxLength) return refused(`more than ${limits.maxLength} characters of JSON`);
  const reason = shapeProblem(text, limits);
  if (reason !== null) return refused(reason);
  try {
    return { ok: true, value: JSON.parse(text) as Json };
  } catch {
    return refused('no valid JSON');
  }
}

const refused = (reason: string): JsonReading => ({ ok: false, reason });

const code = { quote: 34, backslash: 92, comma: 44, openArray: 91, closeArray: 93, open: 123, close: 125 };

/** One pass over the characters: JSON.parse itself has no limits. */
function shapeProblem(text: string, { maxDepth, maxValues }: JsonLimits): string | null {
  let depth = 0;
  let values = 1;
  for (let at = 0; at < text.length; at += 1) {
    const each = text.charCodeAt(at);
    if (each === code.quote) at = stringEnd(text, at);
    else if (each === code.open || each === code.openArray) depth += 1;
    else if (each === code.close || each === code.closeArray) depth -= 1;
    if (each === code.comma || each === code.open || each === code.openArray) values += 1;
    if (depth > maxDepth) return `JSON nested more than ${maxDepth} levels deep`;
    if (values > maxValues) return `more than ${maxValues} JSON values`;
  }
  return null;
}

function stringEnd(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end === -1 ? text.length : end;
}

function isEscaped(text: string, at: number): boolean {
  let count = 0;
  while (text.charCodeAt(at - 1 - count) === code.backslash) count += 1;
  return count % 2 === 1;
}

export const isRecord = (value: unknown): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
