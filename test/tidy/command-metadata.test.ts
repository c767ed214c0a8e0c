import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { importsOf, root, sourceFiles } from './source-files.ts';

const metadata = sourceFiles('src/cli/commands').map((file) => file.path);

/** Everything read before the first word of `--help` is printed: static imports of the metadata, and theirs. */
function readForHelp(): ReadonlyMap<string, string> {
  const readBy = new Map(metadata.map((path) => [path, 'the help']));
  const waiting = [...metadata];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const atOnce = readFileSync(join(root, path), 'utf8').replaceAll(/\bimport\([^)]*\)/g, '');
    for (const { specifier, isTypeOnly } of importsOf(atOnce)) {
      const target = specifier.startsWith('.') ? normalize(join(dirname(path), specifier)) : specifier;
      if (isTypeOnly || target.startsWith('node:') || readBy.has(target)) continue;
      readBy.set(target, path);
      if (target.startsWith('src/')) waiting.push(target);
    }
  }
  return readBy;
}

test('help reads what the commands are, not what they do: no library, no work, within 150 ms', () => {
  const read = readForHelp();
  expect(read.size).toBeGreaterThan(metadata.length + 10);
  const isMetadata =
    /^src\/(cli\/(commands\/.*|[^/]*|.*options)\.ts|model\/.*\.ts|providers\/export\/forms\.ts)$/;
  expect([...read].filter(([path]) => !isMetadata.test(path))).toEqual([]);
});
