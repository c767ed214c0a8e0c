/** Plain JSON: what facts, findings and reports are made of. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Freezes a value and everything below it; returns the same value. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const child of Object.values(value)) deepFreeze(child);
  return value;
}

/** JSON with object keys sorted, so that equal values give byte-identical text (shape of RFC 8785, without its number rules). */
export function canonicalJson(value: unknown): string {
  return (
    JSON.stringify(value, (_key, child: unknown) => (isPlainObject(child) ? sortKeys(child) : child)) ??
    'null'
  );
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sortKeys(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
