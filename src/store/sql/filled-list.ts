/**
 * For `in (...)`: the last value again until the length is a power of two; means the same. SQLite keeps what it prepared for each text,
 * and a list of another length is another text: so there are few.
 */
export function filledList<T>(values: readonly T[]): readonly T[] {
  const last = values.at(-1);
  if (last === undefined) return values;
  const length = 2 ** Math.ceil(Math.log2(values.length));
  return [...values, ...Array.from({ length: length - values.length }, () => last)];
}
