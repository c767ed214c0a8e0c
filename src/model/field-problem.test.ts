import { expect, test } from 'vitest';
import { z } from 'zod';
import { fieldProblem } from './field-problem.ts';

const problemOf = (schema: z.ZodType, value: unknown): string | undefined =>
  schema.safeParse(value, { error: fieldProblem }).error?.issues[0]?.message;

test.each<[string, z.ZodType, unknown, string]>([
  ['left out', z.string(), undefined, 'Missing: give a text.'],
  ['a choice left out', z.enum(['a', 'b']), undefined, 'Missing: give a or b.'],
  ['another kind', z.int(), 'soon', 'Give a number, not "soon".'],
  ['no whole number', z.int(), 1.5, 'Give a whole number, not "1.5".'],
  ['nothing', z.string(), null, 'Give a text, not nothing.'],
  ['a list', z.boolean(), [], 'Give true or false, not a list.'],
  [
    'a wrong choice',
    z.enum(['critical', 'info']),
    'critcal',
    'Give critical or info, not "critcal". Did you mean critical?',
  ],
  ['too little', z.int().min(5), 2, 'Give at least 5, not "2".'],
  ['too much', z.number().max(9), 10, 'Give at most 9, not "10".'],
  ['empty', z.string().min(1), '', 'Empty: write something.'],
  ['too long', z.string().max(3), 'abcd', 'Give at most 3 characters.'],
  ['an empty list', z.array(z.string()).min(1), [], 'Give at least 1.'],
  ['no address', z.url(), 'shop', 'Give a whole address, like https://shop.example/.'],
  ['no mail address', z.email(), 'ann', 'Give a mail address.'],
  ['another form', z.string().regex(/^a/), 'b', 'Give it in the form that is asked for.'],
  ['a key more', z.strictObject({}), { statuss: 1 }, 'Not known here: statuss.'],
  ['neither form', z.union([z.int(), z.array(z.int())]), 'x', '"x" does not fit here.'],
  ['its own words win', z.string().min(1, 'Give it a name.'), '', 'Give it a name.'],
])('%s', (_story, schema, value, sentence) => {
  expect(problemOf(schema, value)).toBe(sentence);
});

test('what was given is quoted short', () => {
  expect(problemOf(z.int(), 'x'.repeat(500))).toBe(`Give a number, not "${'x'.repeat(30)}…".`);
});
