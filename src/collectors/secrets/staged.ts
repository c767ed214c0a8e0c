import { gitText, type GitPlace } from './git.ts';
import type { SecretHits } from './hits.ts';
import { scanObjects } from './objects.ts';

/** What the next commit would bring: the blobs in the index that differ from HEAD. False when this is no repository. */
export async function scanStaged(place: GitPlace, hits: SecretHits): Promise<boolean> {
  const args = [
    'diff',
    '--cached',
    '--raw',
    '-z',
    '--no-abbrev',
    '--no-renames',
    '--no-ext-diff',
    '--diff-filter=ACMT',
  ];
  const raw = await gitText(place, args);
  if (raw === null) return false;
  const parts = raw.split('\0');
  const paths = new Map<string, string[]>();
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const [, mode = '', id = ''] = /^:\d{6} (\d{6}) [0-9a-f]+ ([0-9a-f]+) /.exec(parts[index] ?? '') ?? [];
    if (mode === '120000' || mode === '160000' || id === '') continue;
    const path = Buffer.from(parts[index + 1] ?? '', 'latin1').toString('utf8');
    paths.set(id, [...(paths.get(id) ?? []), path]);
  }
  if (paths.size === 0) return true;
  hits.files += paths.size;
  for (const { object, match } of await scanObjects(place, { ids: [...paths.keys()], hits }))
    for (const path of paths.get(object.id) ?? []) hits.add(match, path);
  return true;
}
