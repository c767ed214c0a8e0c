import { expect, it } from 'vitest';
import { readCode } from '../../../src/collectors/env/code.ts';
import { fakeOutside } from '../../../src/outside/fake/outside.ts';
import { inventoryOf } from '../../../src/protocols/env/inventory.ts';
import type { EnvVariable } from '../../../src/protocols/env/inventory.ts';
import { readProject } from './project.ts';

const recorded = [
  'nextjs',
  'vite',
  'remix',
  'express',
  'nest',
  'django',
  'rails',
  'laravel',
  'go',
  'monorepo',
];
/** Written before the reader had seen them; what is a matter of judgement follows the rules of the first ten. */
const unseen = [
  'sveltekit',
  'nuxt',
  'astro',
  'fastapi',
  'springboot',
  'phoenix',
  'axum',
  'dotnet',
  'laravel-vite',
  'turborepo',
];

const lineOf = (variable: EnvVariable): string =>
  [
    variable.name,
    variable.isRequired ? 'required' : 'optional',
    ...(variable.isSecret ? ['secret'] : []),
    ...(variable.isPublic ? ['public'] : []),
    ...(variable.providedBy === null ? [] : ['provided']),
  ].join(' ');

// DEP-2: names and what is said of them, against tables made by hand.
it.each([...recorded, ...unseen])('%s: every name of the truth table, and no other', async (shape) => {
  const { truth, files } = readProject(shape);
  const outside = fakeOutside({
    files: Object.fromEntries(Object.entries(files).map(([path, text]) => [`/p/${path}`, text])),
  });
  const code = await readCode({ outside, folder: '/p', signal: new AbortController().signal });
  const { variables } = inventoryOf(code.uses, code.dynamic);
  const found = variables.filter(({ isRead }) => isRead).map(lineOf);
  expect(found.toSorted()).toEqual([...truth.values()].toSorted());
});
