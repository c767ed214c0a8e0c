import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { errorCodes } from './error-codes.ts';

const src = join(import.meta.dirname, '..');

function usedCodes(): ReadonlyMap<string, string> {
  const used = new Map<string, string>();
  for (const file of readdirSync(src, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts') || file.endsWith('error-codes.ts')) continue;
    const text = readFileSync(join(src, file), 'utf8');
    for (const [, code = ''] of text.matchAll(/'(LR_[A-Z0-9_]+)'/g)) used.set(code, file);
  }
  return used;
}

describe('the table of error codes', () => {
  const used = usedCodes();

  test('every code in the source has its line', () => {
    expect(used.size).toBeGreaterThan(20);
    expect([...used].filter(([code]) => !Object.hasOwn(errorCodes, code))).toEqual([]);
  });

  test('every line is used somewhere', () => {
    expect(Object.keys(errorCodes).filter((code) => !used.has(code))).toEqual([]);
  });

  test('the lines are in order, whole sentences, and none says the same twice', () => {
    const codes = Object.keys(errorCodes);
    expect(codes).toEqual(codes.toSorted());
    for (const { title, why, todo } of Object.values(errorCodes)) {
      expect(title).toMatch(/^[A-Z].*[^.]$/);
      expect(why).toMatch(/^[A-Z].*\.$/);
      expect(todo.length).toBeGreaterThan(10);
    }
    expect(new Set(Object.values(errorCodes).map(({ title }) => title)).size).toBe(codes.length);
  });
});
