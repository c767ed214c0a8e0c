import { impliedManifest } from '../manifest/implied.ts';
import { parseManifest } from '../manifest/parse.ts';
import { formatProblem } from '../manifest/problem.ts';
import type { Manifest } from '../model/manifest.ts';
import type { Outside } from '../model/outside.ts';
import type { Profile } from '../model/profile.ts';
import type { UnixMs } from '../model/brand.ts';
import { profileByName } from '../profiles/load.ts';
import { applyOverrides } from '../profiles/overrides.ts';

/** What is watched: `launch.yaml` as it is now. A file that became wrong is told, and the last right one stays. */
export interface SubjectBook {
  /** Null without a file. */
  readonly manifest: () => Manifest | null;
  readonly profile: () => Profile;
  /** When it last changed under us; null: never. */
  readonly changedAt: () => UnixMs | null;
  /** Reads it again when it changed; true when it did. */
  readonly refresh: () => Promise<boolean>;
}

const maxBytes = 1024 * 1024;
/** No domain of anybody's: RFC 2606. */
const nobodysDomain = 'unnamed.invalid';

export function createSubjectBook(parts: {
  readonly outside: Pick<Outside, 'files' | 'clock'>;
  readonly path: string | null;
  readonly first: Manifest | null;
  readonly onTrouble: (sentence: string) => void;
}): SubjectBook {
  const { outside, path } = parts;
  let manifest = parts.first;
  let seen: number | null = null;
  let changedAt: UnixMs | null = null;
  return {
    manifest: () => manifest,
    profile: () => profileOf(manifest ?? impliedManifest(nobodysDomain)),
    changedAt: () => changedAt,
    refresh: async () => {
      if (path === null) return false;
      const stat = await outside.files.stat(path);
      if (!stat.ok || stat.value.modifiedAt === seen) return false;
      const isFirstLook = seen === null;
      seen = stat.value.modifiedAt;
      const text = await outside.files.readText(path, { maxBytes });
      if (!text.ok || isFirstLook) return false;
      const parsed = parseManifest(text.value, path);
      if (parsed.manifest === null || parsed.problems.length > 0) {
        parts.onTrouble(
          `${path} is not used as it is now: ${parsed.problems.map(formatProblem).join(' ').slice(0, 400)}`,
        );
        return false;
      }
      manifest = parsed.manifest;
      changedAt = outside.clock.now();
      return true;
    },
  };
}

/** For what needs a manifest where there is none. */
export const manifestOrNone = (manifest: Manifest | null): Manifest =>
  manifest ?? impliedManifest(nobodysDomain);

const profileOf = (manifest: Manifest): Profile =>
  applyOverrides(profileByName(manifest.profile), manifest.overrides).profile;
