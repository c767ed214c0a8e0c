import { expect, test } from 'vitest';
import { systemRandom } from './chance.ts';

test('random bytes are as many as asked for, never handed out twice and never left empty', () => {
  const counts = [0, 1, 2, 16, 63, 64, 65, 500, 5_000];
  expect(counts.map((count) => systemRandom.bytes(count).length)).toEqual(counts);
  const ids = Array.from({ length: 5_000 }, () => Buffer.from(systemRandom.bytes(16)).toString('hex'));
  expect(new Set(ids).size).toBe(5_000);
  expect(ids.filter((id) => id.includes('0'.repeat(16)))).toEqual([]);
});
