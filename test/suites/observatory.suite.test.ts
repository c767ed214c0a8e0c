import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { verdicts } from './observatory-verdict.ts';
import type { Vector } from './observatory-verdict.ts';

// MDN HTTP Observatory: recorded answers and its verdicts; our own judges must come to the same ones.
const file = new URL('../../../shared/data/observatory/vectors.jsonl', import.meta.url);

describe.skipIf(!existsSync(file))('observatory (skipped when ../shared/data is not there)', () => {
  it('gives the verdicts of all 133 rows', () => {
    const rows = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Vector);
    const wrong = rows
      .map((row, index) => ({ row: index + 1, ours: verdicts[row.fn]?.(row), theirs: row.result }))
      .filter(({ ours, theirs }) => ours !== theirs);
    process.stdout.write(`observatory ${rows.length - wrong.length}/${rows.length}\n`);
    expect(rows.length).toBe(133);
    expect(wrong).toEqual([]);
  });
});
