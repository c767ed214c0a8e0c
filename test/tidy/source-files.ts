import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export const root = new URL('../..', import.meta.url).pathname;

export interface SourceFile {
  /** Relative to the repository: `src/model/fact.ts`. */
  readonly path: string;
  readonly text: string;
}

/** All TypeScript below a folder of the repository, tests included unless left out. */
export function sourceFiles(folder: string, pattern = /\.tsx?$/): readonly SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && pattern.test(entry.name) && !entry.parentPath.includes('node_modules'),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(root, path), text: readFileSync(path, 'utf8') }));
}

export interface ImportLine {
  readonly specifier: string;
  readonly isTypeOnly: boolean;
}

/** Static, re-exporting and dynamic imports, by their text: TypeScript 7 has no compiler API yet. */
export function importsOf(text: string): readonly ImportLine[] {
  const stripped = text.replace(/\/\*[\s\S]*?\*\//g, '');
  const found = stripped.matchAll(
    /^\s*(?:import|export)\s+(type\s+)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"]+)['"]/gm,
  );
  const dynamic = stripped.matchAll(/\bimport\(\s*['"]([^'"]+)['"]\s*\)/g);
  return [
    ...[...found].map((match) => ({ specifier: match[2] ?? '', isTypeOnly: match[1] !== undefined })),
    ...[...dynamic].map((match) => ({ specifier: match[1] ?? '', isTypeOnly: false })),
  ];
}
