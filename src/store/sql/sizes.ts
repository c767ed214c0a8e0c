/**
 * A database keeps what it prepared for a text of SQL, SQLite also the values bound to it last, and a list of another length is
 * another text: with a length for each batch that comes, hundreds of statements are kept, each with its rows. Lists whose length
 * depends on the moment therefore come in a few lengths only.
 */

/** Rows written by one statement: of a few hundred bytes each, or with a whole body. */
export const [shortRows, longRows] = [128, 32];

/** All items in their order, in pieces whose lengths are powers of two, the longest first and none longer than `most`, itself one. */
export function* evenChunks<T>(items: readonly T[], most: number): Generator<readonly T[]> {
  let size = most;
  for (let at = 0; at < items.length; at += size) {
    while (size > items.length - at) size /= 2;
    yield items.slice(at, at + size);
  }
}

/** For `in (...)`: the last value again until the length is a power of two; means the same. */
export function filledList<T>(values: readonly T[]): readonly T[] {
  const last = values.at(-1);
  if (last === undefined) return values;
  const length = 2 ** Math.ceil(Math.log2(values.length));
  return [...values, ...Array.from({ length: length - values.length }, () => last)];
}
