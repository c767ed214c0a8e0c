import type { PathPart } from './problem.ts';

/** One value of the file with its path. */
export interface Found {
  readonly path: readonly PathPart[];
  readonly value: unknown;
}

/** Items of a list that are looked at; what names others is never longer (redirects are, and name nothing). */
const maxItems = 2_000;

/**
 * The values at a pattern like `hosts.*.owner`, as far as they exist: works on files with mistakes elsewhere, so that
 * all problems come in one run. `*` stands for every item of a list.
 */
export function valuesAt(value: unknown, pattern: string): readonly Found[] {
  let found: readonly Found[] = [{ path: [], value }];
  for (const part of pattern.split('.')) found = found.flatMap((each) => step(each, part));
  return found;
}

function step({ path, value }: Found, part: string): readonly Found[] {
  if (part === '*') {
    return Array.isArray(value)
      ? value.slice(0, maxItems).map((item: unknown, index) => ({ path: [...path, index], value: item }))
      : [];
  }
  const child = fieldOf(value, part);
  return child === undefined ? [] : [{ path: [...path, part], value: child }];
}

export function fieldOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.entries(value).find(([name]) => name === key)?.[1];
}

export const listAt = (value: unknown, key: string): readonly unknown[] => {
  const list = fieldOf(value, key);
  return Array.isArray(list) ? list : [];
};

/** Every text below, keys of free maps included. The reader has bounded depth and count. */
export function textsBelow(
  value: unknown,
  path: readonly PathPart[] = [],
): readonly (Found & { value: string })[] {
  if (typeof value === 'string') return [{ path, value }];
  if (Array.isArray(value)) return value.flatMap((item, index) => textsBelow(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => textsBelow(child, [...path, key]));
}
