import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { judge } from '../../../test/fixtures/domain-facts.ts';
import type { Check } from '../../model/check.ts';

const files = readdirSync(new URL('.', import.meta.url))
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .toSorted();
const checks = await Promise.all(
  files.map(async (name) => ({
    name,
    definition: ((await import(new URL(name, import.meta.url).href)) as { default: Check }).default,
  })),
);

test('there are judgements to look at', () => {
  expect(checks.length).toBeGreaterThan(50);
});

test.each(checks.filter(({ definition }) => Object.keys(definition.needs).length > 0))(
  '$name: whoever knows nothing says so',
  ({ definition }) => {
    expect(judge(definition, { facts: {} }).outcome).toBe('unknown');
  },
);

test.each(checks)('$name is complete', ({ definition }) => {
  const texts = [definition.title, definition.failingTitle, definition.why, definition.fix];
  expect(texts.every((text) => text.length > 10)).toBe(true);
  expect(new Set(texts).size).toBe(texts.length);
  expect(definition.requirements.length).toBeGreaterThan(0);
  expect(definition.sources.every((source) => URL.canParse(source.url))).toBe(true);
  expect(definition.stage).toBe('dns');
});
