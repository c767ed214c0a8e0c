import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkPages } from './docs/checks.ts';
import { commandPage } from './docs/commands.ts';
import { coveragePage } from './docs/coverage.ts';
import { readMetadata } from './docs/metadata.ts';
import { errorPage, factPage, manifestPage, profilePage } from './docs/model-pages.ts';

/** `npm run docs`: everything under docs/reference, from metadata. `--check` fails when a page is stale. */
const root = new URL('..', import.meta.url).pathname;
const folder = join(root, 'docs', 'reference');

const metadata = await readMetadata();
const pages: ReadonlyMap<string, string> = new Map([
  ['commands.md', commandPage(metadata)],
  ...checkPages(metadata),
  ['facts.md', factPage(metadata)],
  ['profiles.md', profilePage()],
  ['manifest.md', manifestPage()],
  ['errors.md', errorPage()],
  ['coverage.md', coveragePage(metadata, root)],
]);

if (process.argv.includes('--check')) check();
else write();

function write(): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [name, text] of pages) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  process.stdout.write(`docs: ${pages.size} pages\n`);
}

function check(): void {
  const stale = [...pages].filter(([name, text]) => read(join(folder, name)) !== text).map(([name]) => name);
  const extra = existing().filter((name) => !pages.has(name));
  if (stale.length + extra.length === 0) return;
  process.stderr.write(`docs/reference is stale: ${[...stale, ...extra].join(', ')}. Run: npm run docs\n`);
  process.exitCode = 1;
}

function existing(): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
