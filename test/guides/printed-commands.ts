import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * How the block is fenced: `sh` is run by the test, `sh vendor` needs somebody's account, `sh elsewhere` needs a production, a
 * server or a database of one's own: tests of its own run it.
 */
export type Kind = 'run' | 'vendor' | 'elsewhere';

export interface PrintedCommand {
  readonly page: string;
  readonly line: number;
  readonly kind: Kind;
  /** As printed, without a comment behind it. */
  readonly text: string;
}

const root = join(import.meta.dirname, '..', '..');
const words: Readonly<Record<string, Kind>> = {
  sh: 'run',
  'sh vendor': 'vendor',
  'sh elsewhere': 'elsewhere',
};

export const pages = (): readonly string[] => [
  'README.md',
  ...readdirSync(join(root, 'docs', 'guides'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/guides/${name}`)
    .toSorted(),
];

/** Every line of a fenced shell block that starts this program. */
export function printedCommands(page: string): readonly PrintedCommand[] {
  const all: PrintedCommand[] = [];
  let fence: string | null = null;
  for (const [index, text] of readFileSync(join(root, page), 'utf8').split('\n').entries()) {
    const mark = /^\s*```(.*)$/.exec(text)?.[1];
    if (mark !== undefined) fence = fence === null ? mark.trim() : null;
    const kind = fence === null || mark !== undefined ? undefined : words[fence];
    if (kind === undefined || !/\blaunch-ready\s/.test(text)) continue;
    all.push({ page, line: index + 1, kind, text: text.replace(/\s{2,}#.*$/, '').trim() });
  }
  return all;
}

/** Where words of a shell line end: blanks, pipes, redirects, and what joins commands. Quotes hold together. */
const wordPattern = /"((?:[^"\\]|\\.)*)"|'([^']*)'|(\||;|&&|>|<)|((?:[^\s"'|;<>&]|\\.)+)/g;

/** The words after each `launch-ready` of a line. */
export function programArguments(text: string): readonly (readonly string[])[] {
  const commands: string[][] = [];
  let current: string[] | null = null;
  let isGlued = false;
  let end = -1;
  for (const match of text.matchAll(wordPattern)) {
    const [all, double, single, operator, bare] = match;
    const word = double ?? single ?? bare ?? '';
    isGlued = match.index === end;
    end = match.index + all.length;
    if (operator !== undefined) {
      current = null;
      continue;
    }
    if (current === null && word === 'launch-ready') commands.push((current = []));
    else if (isGlued && current !== null && current.length > 0) current[current.length - 1] += word;
    else current?.push(word);
  }
  return commands;
}
