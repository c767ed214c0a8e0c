import { sql } from 'kysely';
import type { Json } from '../../model/json.ts';

/** PostgreSQL keeps no NUL and neither database half a surrogate pair; both become U+FFFD, the same in both. */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');

export const storableOrNull = (text: string | null): string | null => (text === null ? null : storable(text));

/** JSON escapes NUL and half pairs, so any value comes back as it was. */
export const toBody = (value: unknown): string => JSON.stringify(value);

/** The row was written by `toBody` from a value of this type; the schema's version vouches for its shape. */
export const fromBody = <T>(body: string): T => JSON.parse(body) as T;

/** The same for settings, whose values are free. */
export const jsonOf = (body: string): Json => fromBody<Json>(body);

/** `%` and `_` of a search mean themselves; used with `escape '\'`. */
export const likeContaining = (search: string): string =>
  `%${storable(search.slice(0, 200))
    .toLowerCase()
    .replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

/** Written out rather than bound: SQLite uses an index of some rows only when the query itself names those rows. */
export const isZero = sql.lit(0);
export const isOne = sql.lit(1);
export const isWaiting = sql.lit('waiting');

/** No list is longer than this, whatever was asked for. */
export const boundedLimit = (limit: number): number => Math.min(10_000, Math.max(1, Math.floor(limit)));

export function* chunksOf<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
