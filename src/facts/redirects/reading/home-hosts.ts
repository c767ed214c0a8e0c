import type { Manifest } from '../../../model/manifest.ts';
import type { TargetFact } from '../../../model/need.ts';
import { hostOf, landed } from '../../../protocols/http/walk-reading.ts';
import type { AskedEntry, Entry } from '../entry.ts';

/** Where one of the product's front doors (apex, www, canonical host) leads over https. */
export interface FrontDoor {
  readonly host: string;
  readonly entry: AskedEntry;
  /** The host it ends on; null when the walk does not arrive. */
  readonly endsOn: string | null;
}

/** Front doors that exist and answer; a missing or dead one is judged elsewhere. */
export function frontDoors(entries: readonly TargetFact<Entry>[], manifest: Manifest): readonly FrontDoor[] {
  const { domain, canonicalHost } = manifest.product;
  const names = new Set([domain, `www.${domain}`, ...(canonicalHost === null ? [] : [canonicalHost])]);
  return entries.flatMap(({ target, fact }) => {
    if (!names.has(target.name) || fact.state !== 'known' || !fact.value.isAsked) return [];
    const end = landed(fact.value.https);
    return [{ host: target.name, entry: fact.value, endsOn: end === null ? null : hostOf(end.url) }];
  });
}

/** Front doors from which visitors are sent on to another one, with where they end. */
export const closedDoors = (
  entries: readonly TargetFact<Entry>[],
  manifest: Manifest,
): ReadonlyMap<string, string> =>
  new Map(
    frontDoors(entries, manifest).flatMap(({ host, endsOn }) =>
      endsOn === null || endsOn === host ? [] : [[host, endsOn] as const],
    ),
  );
