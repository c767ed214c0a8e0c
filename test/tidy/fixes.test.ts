import { describe, expect, it } from 'vitest';
import { loadChecks } from '../../src/cli/audit/plugins.ts';
import { loadFixes } from '../../src/cli/fix/fix-plugins.ts';
import { createFiles } from '../../src/outside/real/files.ts';
import { sourceFiles } from './source-files.ts';

const files = createFiles({ bytes: (count) => new Uint8Array(count), integer: () => 0 });
const [checks, fixes] = [await loadChecks(files), await loadFixes(files)];
const ids = new Set(checks.map(({ id }) => id));

describe('fixes and checks name each other', () => {
  it('sees them: a tidy test that saw nothing proves nothing', () => {
    const curable = new Set(fixes.flatMap(({ definition }) => definition.cures));
    process.stdout.write(`fixes: ${fixes.length} repair ${curable.size} of ${checks.length} checks\n`);
    expect(fixes.length).toBeGreaterThan(20);
    expect(curable.size).toBeGreaterThan(50);
  });

  it('every check a fix cures exists', () => {
    const wrong = fixes.flatMap(({ id, definition }) =>
      definition.cures.filter((check) => !ids.has(check)).map((check) => `${id}: ${check}`),
    );
    expect(wrong).toEqual([]);
  });

  it('every fix a check names in its verdicts exists and says that it cures that check', () => {
    const named = sourceFiles('src/checks').flatMap(({ path, text }) =>
      [...text.matchAll(/fixes: \[([^\]]*)\]/g)].flatMap((match) =>
        [...(match[1] ?? '').matchAll(/'([^']+)'/g)].map((id) => ({
          check: path.replace(/^src\/checks\/|\.ts$/g, ''),
          fix: id[1] ?? '',
        })),
      ),
    );
    const wrong = named.filter(
      ({ check, fix }) => fixes.find(({ id }) => id === fix)?.definition.cures.includes(check) !== true,
    );
    expect(wrong).toEqual([]);
  });

  it('every fix has requirements of PRODUCT.md, a title, and cures something', () => {
    const bad = fixes.filter(
      ({ definition }) =>
        definition.cures.length === 0 ||
        !definition.requirements.some((id) => id.startsWith('FIX-')) ||
        !/^[A-Z]/.test(definition.title),
    );
    expect(bad.map(({ id }) => id)).toEqual([]);
  });
});
