import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { requirements } from '../../src/model/requirements.ts';
import type { Metadata } from './metadata.ts';
import { generated, markdownTable } from './text.ts';

/** Requirement id -> what serves it, which test proves it, what is missing. An id without a proof is open. */
export function coveragePage(metadata: Metadata, root: string): string {
  const proofs = proofsByRequirement(metadata, root);
  const rows = Object.entries(requirements).map(([id, must]) => {
    const servants = servantsOf(metadata, id);
    const tests = [...(proofs.get(id) ?? [])].toSorted();
    const missing =
      servants.length === 0 ? 'nothing does it yet' : tests.length === 0 ? 'no test names it' : '';
    return [id, must, shortened(servants), shortened(tests), missing];
  });
  const open = rows.filter((row) => row[4] !== '').length;
  const intro = `${rows.length - open} of ${rows.length} ids have something that serves them and a test that proves it; ${open} are open.`;
  return `${generated('Coverage')}\n${intro}\n\n${markdownTable(['id', 'must', 'what does it', 'proof', 'missing'], rows)}\n`;
}

function servantsOf({ checks, commands, others }: Metadata, id: string): readonly string[] {
  return [
    ...commands
      .filter((each) => each.definition.requirements.includes(id))
      .map((each) => `command ${each.id.replaceAll('/', ' ')}`),
    ...checks.filter((each) => each.definition.requirements.includes(id)).map((each) => each.id),
    ...others
      .filter((each) => each.definition.requirements?.includes(id) === true)
      .map((each) => `${each.room}/${each.id}`),
  ];
}

/** A check is proven by the test beside it; everything else by tests that name the id in a title or comment. */
function proofsByRequirement({ checks }: Metadata, root: string): ReadonlyMap<string, ReadonlySet<string>> {
  const proofs = new Map<string, Set<string>>();
  const add = (id: string, test: string): void =>
    void proofs.set(id, (proofs.get(id) ?? new Set()).add(test));
  for (const { id, definition } of checks) {
    const test = `src/checks/${id}.test.ts`;
    if (existsSync(join(root, test)))
      for (const requirement of definition.requirements) add(requirement, test);
  }
  for (const path of testFiles(root)) {
    const named = readFileSync(join(root, path), 'utf8').match(/\b[A-Z]{2,5}-\d{1,2}\b/g) ?? [];
    for (const id of named) if (id in requirements) add(id, path);
  }
  return proofs;
}

function testFiles(root: string): readonly string[] {
  return ['src', 'test', 'web']
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
    .filter(
      (entry) =>
        entry.isFile() && entry.name.endsWith('.test.ts') && !entry.parentPath.includes('node_modules'),
    )
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
}

const shown = 6;
const shortened = (list: readonly string[]): string =>
  list.length <= shown
    ? list.join(', ')
    : `${list.slice(0, shown).join(', ')} and ${list.length - shown} more`;
