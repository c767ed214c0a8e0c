import type { FixPlugin } from '../../engine/fix/plan/wishes.ts';
import { loadPlugins } from '../../engine/plugins.ts';
import type { Fix } from '../../model/fix.ts';
import type { Needs } from '../../model/need.ts';
import type { Files } from '../../model/outside.ts';

/** Files of the fixes room that hold a fix; parts they share have no `cures`. */
export const loadFixes = (files: Files): Promise<readonly FixPlugin[]> =>
  loadPlugins<Fix<Needs>>(files, new URL('../../fixes/', import.meta.url)).then((all) =>
    all.filter(({ definition }) => 'cures' in definition),
  );

/** Ids of the fixes that know what to do about each check: what a report can promise. */
export async function fixesByCheck(files: Files): Promise<ReadonlyMap<string, readonly string[]>> {
  const pairs = (await loadFixes(files)).flatMap(({ id, definition }) =>
    definition.cures.map((check) => ({ check, id })),
  );
  const groups = Map.groupBy(pairs, ({ check }) => check);
  return new Map([...groups].map(([check, list]) => [check, list.map(({ id }) => id)]));
}
