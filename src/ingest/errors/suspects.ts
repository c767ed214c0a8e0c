import type { ReleaseCommit } from '../../model/ingest.ts';

/** A commit of the release an error came with, and the file of the error it touched. */
export interface Suspect {
  readonly commit: ReleaseCommit;
  readonly file: string;
}

const most = 3;

/**
 * Commits that touched a file the error went through. `files` are those of the stack, innermost first: the commit nearest to
 * where it was thrown comes first, of several the newest. Paths are alike when the shorter is the end of the longer.
 */
export function suspectsOf(files: readonly string[], commits: readonly ReleaseCommit[]): readonly Suspect[] {
  const stack = files.map(partsOf).filter((parts) => parts.length > 0);
  const found = commits.flatMap((commit) => {
    const touched = commit.files.map((file) => ({ file, depth: depthOf(partsOf(file), stack) }));
    const nearest = touched.filter(({ depth }) => depth >= 0).toSorted((a, b) => a.depth - b.depth)[0];
    return nearest === undefined ? [] : [{ commit, ...nearest }];
  });
  return found
    .toSorted((a, b) => a.depth - b.depth || (b.commit.at ?? 0) - (a.commit.at ?? 0))
    .slice(0, most)
    .map(({ commit, file }) => ({ commit, file }));
}

const depthOf = (file: readonly string[], stack: readonly (readonly string[])[]): number =>
  stack.findIndex((frame) => areAlike(file, frame));

/** `src/cart.ts` and `app:///build/src/cart.ts` are; `a/cart.ts` and `b/cart.ts` are not. */
function areAlike(one: readonly string[], other: readonly string[]): boolean {
  const shorter = Math.min(one.length, other.length);
  return (
    shorter > 0 && Array.from({ length: shorter }).every((_, at) => one.at(-1 - at) === other.at(-1 - at))
  );
}

/** Without scheme, host of a bundler, query and steps that lead nowhere. */
const partsOf = (path: string): readonly string[] =>
  path
    .slice(0, 1_000)
    .replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, '')
    .replace(/[?#].*$/, '')
    .split(/[/\\]/)
    .filter((part) => part !== '' && part !== '.' && part !== '..' && part !== '~');

/** `commit 1f2e3d4 by Ann touched src/cart.ts: second`. */
export const suspectText = ({ commit: { id, author, message }, file }: Suspect): string =>
  `commit ${id.slice(0, 7)}${author === null ? '' : ` by ${author}`} touched ${file}${message === '' ? '' : `: ${message}`}`;
