import { LineReader, parseObjectLine } from '../../protocols/secrets/git-objects.ts';
import type { CommitPlace } from '../../protocols/secrets/finding.ts';
import { git, gitFailure, gitText, type GitPlace } from './git.ts';
import type { SecretHits } from './hits.ts';
import { scanObjects, type ObjectMatch } from './objects.ts';

export interface HistoryOptions {
  readonly maxObjectBytes: number;
  readonly maxObjects: number;
  readonly onProgress?: (done: number, all: number) => void;
}

/**
 * Every blob, commit and tag the repository holds, each once, whether a branch still reaches it or not; then, for what was
 * found only, the oldest commit that brought it and its path.
 */
export async function scanHistory(place: GitPlace, hits: SecretHits, options: HistoryOptions): Promise<void> {
  await tellGaps(place, hits);
  const ids = await objectIds(place, hits, options);
  let done = 0;
  const found = await scanObjects(place, {
    ids,
    hits,
    onObject: () => options.onProgress?.((done += 1), ids.length),
  });
  const places = await commitPlaces(place, new Set(found.filter(isBlob).map(({ object }) => object.id)));
  for (const each of found) addFound(each, places, hits);
}

const isBlob = ({ object }: ObjectMatch): boolean => object.type === 'blob';

async function tellGaps(place: GitPlace, hits: SecretHits): Promise<void> {
  if ((await gitText(place, ['rev-parse', '--is-shallow-repository']))?.trim() === 'true')
    hits.tell('this clone is shallow: older commits were not looked at; run git fetch --unshallow');
  const promisor = await gitText(place, ['config', '--get-regexp', String.raw`^remote\..*\.promisor$`]);
  if (promisor?.includes('true') === true)
    hits.tell('this clone is partial: objects that were never fetched were not looked at');
}

async function objectIds(
  place: GitPlace,
  hits: SecretHits,
  options: HistoryOptions,
): Promise<readonly string[]> {
  const ids: string[] = [];
  let [tooLarge, tooMany] = [0, 0];
  const reader = new LineReader((line) => {
    const object = parseObjectLine(line);
    if (object === null || object.type === 'tree') return;
    if (object.sizeBytes > options.maxObjectBytes) tooLarge += 1;
    else if (ids.length >= options.maxObjects) tooMany += 1;
    else ids.push(object.id);
  });
  const format = '--batch-check=%(objectname) %(objecttype) %(objectsize)';
  const done = await git(place, ['cat-file', '--batch-all-objects', '--unordered', format], {
    onStdout: (chunk) => reader.push(chunk),
  });
  reader.end();
  if (!done.ok || done.value.exitCode !== 0) hits.tell(`the history cannot be listed: ${gitFailure(done)}`);
  if (tooLarge > 0)
    hits.tell(`${tooLarge} objects larger than ${options.maxObjectBytes} bytes were not read`);
  if (tooMany > 0) hits.tell(`${tooMany} objects beyond the first ${options.maxObjects} were not read`);
  return ids;
}

interface BlobPlace {
  readonly path: string;
  readonly commit: CommitPlace | null;
}

/** One pass over all commits, newest first: the last one seen with a blob is the one that brought it. */
async function commitPlaces(
  place: GitPlace,
  wanted: ReadonlySet<string>,
): Promise<ReadonlyMap<string, BlobPlace>> {
  const places = new Map<string, BlobPlace>();
  if (wanted.size === 0) return places;
  let commit: CommitPlace | null = null;
  const reader = new LineReader((line) => {
    if (line.startsWith('\u0001')) commit = commitOf(line.slice(1));
    const [, id = '', path = ''] = /^:\d{6} \d{6} [0-9a-f]+ ([0-9a-f]+) [A-Z]\d{0,3}\t(.*)$/.exec(line) ?? [];
    if (wanted.has(id)) places.set(id, { path: utf8(path), commit });
  });
  const format = '--format=%x01%H%x00%at%x00%an';
  const args = [
    'log',
    '--all',
    '--raw',
    '--no-abbrev',
    '--no-renames',
    '--no-ext-diff',
    '--no-textconv',
    '--root',
    '-m',
  ];
  await git(place, [...args, format], { onStdout: (chunk) => reader.push(chunk) });
  reader.end();
  return places;
}

function commitOf(line: string): CommitPlace {
  const [commit = '', at = '0', author = ''] = line.split('\0');
  return { commit, at: Number(at), author: utf8(author).slice(0, 100) };
}

const utf8 = (latin1: string): string => Buffer.from(latin1, 'latin1').toString('utf8');

function addFound(
  { object, match }: ObjectMatch,
  places: ReadonlyMap<string, BlobPlace>,
  hits: SecretHits,
): void {
  if (object.type !== 'blob')
    return hits.add(match, `(${object.type} message)`, { commit: object.id, at: 0, author: '' });
  const where = places.get(object.id);
  // Left behind by a deleted branch or a rewritten commit: no path, but still in every copy of this folder.
  hits.add(
    match,
    where?.path ?? `(object ${object.id.slice(0, 12)}, reached by no branch)`,
    where?.commit ?? null,
  );
}
