import type { Json } from '../../model/json.ts';

/** `items.0.id` in a JSON value; undefined when there is nothing. An empty path is the whole value. */
export function jsonAt(value: Json, path: string): Json | undefined {
  let at: Json | undefined = value;
  for (const part of path === '' ? [] : path.replaceAll(/\[(\d+)\]/g, '.$1').split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return undefined;
    at = (at as Readonly<Record<string, Json>>)[part];
  }
  return at;
}

/** Undefined when the text is no JSON. */
export function parseJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
