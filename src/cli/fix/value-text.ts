import type { Json } from '../../model/json.ts';

export const isSetLike = (resource: string): boolean => resource.startsWith('rrset:');

/** A resource value as lines a person compares: records with their TTL, settings and rules as `name: value`. */
export function valueLines(value: Json): readonly string[] {
  if (value === null) return [];
  if (!isMap(value)) return [Array.isArray(value) ? value.join(', ') : String(value)];
  const { values, ttlSeconds, isProxied } = value;
  if (Array.isArray(values)) {
    const ttl = ttlSeconds === 'auto' ? 'automatic' : `${String(ttlSeconds)} s`;
    return values.map((each) => `${String(each)}  (${ttl}${isProxied === true ? ', behind the edge' : ''})`);
  }
  return Object.entries(value).map(
    ([name, each]) =>
      `${name}: ${isMap(each) ? `{ ${valueLines(each).join(', ')} }` : Array.isArray(each) ? each.join(', ') : String(each)}`,
  );
}

const isMap = (value: Json): value is Readonly<Record<string, Json>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
