import { notApplicable, unknown } from '../../../model/check.ts';
import type { Verdict } from '../../../model/check.ts';
import type { TargetFact } from '../../../model/need.ts';
import type { BundleScripts, ReadScripts } from '../scripts.ts';

/** What was read of all hosts together, each thing once. */
export interface AllScripts extends Pick<ReadScripts, 'keys' | 'maps' | 'localAddresses'> {
  readonly files: number;
  readonly bytes: number;
  /** Why this is not all of it, in sentences. */
  readonly missing: readonly string[];
}

/** Lets a judgement through to what was read; it says itself what `missing` means for a pass. */
export function onScripts(
  all: readonly TargetFact<BundleScripts>[],
  judge: (scripts: AllScripts) => Verdict,
): Verdict {
  const read = all.flatMap(({ fact }) => (fact.state === 'known' && fact.value.isRead ? [fact.value] : []));
  const unread = all.flatMap(({ target, fact }) =>
    fact.state === 'unknown' ? [`${target.name}: ${fact.reason}`] : [],
  );
  const [first] = unread;
  if (read.length === 0)
    return first === undefined
      ? notApplicable('no host has pages of its own')
      : unknown(`the scripts of ${first}`, 'run the audit again');
  const files = read.flatMap((each) => each.files);
  return judge({
    files: files.length,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    keys: distinct(
      read.flatMap(({ keys }) => keys),
      ({ fingerprint }) => fingerprint,
    ),
    maps: distinct(
      read.flatMap(({ maps }) => maps),
      ({ url }) => url,
    ),
    localAddresses: distinct(
      read.flatMap((each) => each.localAddresses),
      ({ address }) => address,
    ),
    missing: [...unread, ...read.flatMap(({ limits }) => limits)],
  });
}

function distinct<T>(list: readonly T[], keyOf: (item: T) => string): T[] {
  const kept = new Map<string, T>();
  for (const item of list) if (!kept.has(keyOf(item))) kept.set(keyOf(item), item);
  return [...kept.values()];
}

/** `12 files of 340 KiB`; what was left out makes a pass unknown. */
export function nothingIn(scripts: AllScripts, passing: (read: string) => Verdict): Verdict {
  const [missing] = scripts.missing;
  const read = `${scripts.files} files of ${Math.max(1, Math.round(scripts.bytes / 1024))} KiB`;
  return missing === undefined
    ? passing(read)
    : unknown(`the rest of the scripts: ${missing}`, 'search the build output: launch-ready scan --help');
}
