import { readFileSync } from 'node:fs';

export interface Project {
  readonly truth: ReadonlyMap<string, string>;
  readonly files: Readonly<Record<string, string>>;
}

/** A project in one file: its truth first, then `-- path --` before each file. */
export function readProject(name: string): Project {
  const text = readFileSync(new URL(`../data/env/${name}.txtar`, import.meta.url), 'utf8');
  const [head = '', ...parts] = text.split(/^-- (.+) --\n/m);
  const files: Record<string, string> = {};
  for (let index = 0; index < parts.length; index += 2) files[parts[index] ?? ''] = parts[index + 1] ?? '';
  const truth = head
    .trim()
    .split('\n')
    .map((line) => [line.split(' ')[0] ?? '', line] as const);
  return { truth: new Map(truth), files };
}
