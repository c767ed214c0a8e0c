import { maskSecrets } from './secrets.ts';

/** One thing wrong with a manifest, and where. */
export interface ManifestProblem {
  /** A code of `model/error-codes.ts`. */
  readonly code: string;
  /** `hosts[0].role`; empty for the file as a whole. */
  readonly path: string;
  readonly text: string;
  readonly file: string;
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  /** The line it stands in, secrets masked, at most 160 characters. */
  readonly source: string;
  /** How many characters the caret marks. */
  readonly width: number;
}

/** From `at` to `end`, offsets in the text. */
export interface Place {
  readonly at: number;
  readonly end: number;
}

export type PathPart = string | number;

export function pathText(path: readonly PathPart[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`))
    .join('');
}

/**
 * `launch.yaml:5:11 hosts[0].role: "aap" is not a role. Use app, api or www. (LR_MANIFEST_VALUE)`, then the line and a caret.
 */
export function formatProblem(problem: ManifestProblem): string {
  const where = `${problem.file}:${problem.line}:${problem.column}`;
  const subject = problem.path === '' ? '' : `${problem.path}: `;
  const head = `${where} ${subject}${problem.text} (${problem.code})`;
  if (problem.source.trim() === '') return head;
  const gutter = String(problem.line);
  const space = ' '.repeat(gutter.length);
  const caret = `${' '.repeat(problem.column - 1)}${'^'.repeat(problem.width)}`;
  return problem.column > problem.source.length + 1
    ? `${head}\n  ${gutter} | ${problem.source}`
    : `${head}\n  ${gutter} | ${problem.source}\n  ${space} | ${caret}`;
}

const maxSource = 160;

export interface Wrong {
  readonly code: string;
  readonly path: readonly PathPart[];
  readonly text: string;
  readonly place: Place;
  /** The value at the place is not shown. */
  readonly isSecret?: boolean;
}

/** Turns offsets into lines and columns and cuts out the line, masking every secret in it. */
export function problemMaker(text: string, file: string) {
  const lines = text.split('\n');
  const starts: number[] = [];
  let offset = 0;
  for (const line of lines) {
    starts.push(offset);
    offset += line.length + 1;
  }
  return ({ code, path, text: sentence, place, isSecret = false }: Wrong): ManifestProblem => {
    const index = lineAt(starts, Math.min(place.at, text.length));
    const column = place.at - (starts[index] ?? 0) + 1;
    const line = (lines[index] ?? '').replace(/\r$/, '').replaceAll('\t', ' ');
    const source = maskSecrets(isSecret ? hidden(line, column - 1, place.end - place.at) : line);
    const room = Math.max(1, Math.min(source.length, maxSource) - column + 1);
    return {
      code,
      path: pathText(path),
      text: maskSecrets(sentence),
      file,
      line: index + 1,
      column,
      source: source.slice(0, maxSource),
      width: Math.min(Math.max(1, place.end - place.at), room),
    };
  };
}

const hidden = (line: string, from: number, length: number): string =>
  line.slice(0, from) + '•'.repeat(line.slice(from, from + length).length) + line.slice(from + length);

/** Index of the last line that starts at or before the offset. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
