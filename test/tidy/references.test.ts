import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadChecks } from '../../src/cli/audit/plugins.ts';
import { createFiles } from '../../src/outside/real/files.ts';
import { systemRandom } from '../../src/outside/real/chance.ts';
import { reference } from '../../src/engine/deferral.ts';

test('whoever leaves a matter to another check names one that exists', async () => {
  const ids = new Set((await loadChecks(createFiles(systemRandom))).map(({ id }) => id));
  const files = globSync('src/{checks,facts,protocols}/**/*.ts').filter((path) => !path.includes('.test.'));
  const named = files.flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(reference)].map(([, id]) => ({ path, id: id ?? '' })),
  );
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter(({ id }) => !ids.has(id))).toEqual([]);
});
