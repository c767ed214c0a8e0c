import { notApplicable, unknown } from '../../../model/check.ts';
import type { JudgeContext, Verdict } from '../../../model/check.ts';
import type { AppLinks, AskedAppLinks, LinkFile } from '../files.ts';
import { canonicalLinkHost } from './link-hosts.ts';

export type LinkSystem = 'apple' | 'android';
export const linkSystemNames: Readonly<Record<LinkSystem, string>> = { apple: 'iOS', android: 'Android' };

/** Which apps the manifest promises for a system; `null`: nothing is promised, and a file is judged only when it is there. */
export function promisedApps(system: LinkSystem, { manifest }: JudgeContext): readonly string[] | null {
  const ids = system === 'apple' ? manifest.mobile.iosAppIds : manifest.mobile.androidPackages;
  return ids.length > 0 ? ids : null;
}

/** A file is there when the server means it: some apps answer every path with their start page. */
export const isFileThere = (file: LinkFile & { readonly content: object | null }): boolean =>
  file.status === 200 && (file.content !== null || !/html/.test(file.mediaType));

/** Lets a judgement through where the file of a system must be, or is. */
export function onLinkFile(
  seen: AppLinks,
  about: { readonly system: LinkSystem; readonly context: JudgeContext },
  judge: (asked: AskedAppLinks) => Verdict,
): Verdict {
  if (!seen.isAsked) return notApplicable(seen.why);
  const { system, context } = about;
  const file = seen[system];
  const isHome = context.target.name === canonicalLinkHost(context.manifest);
  const isPromised = promisedApps(system, context) !== null && isHome;
  if (!isPromised && !isFileThere(file))
    return notApplicable(
      isHome
        ? `no ${linkSystemNames[system]} app is declared, and there is no file for one`
        : 'the canonical host is where the files must be, judged there',
    );
  if (file.status === null)
    return unknown(`what ${file.url} answers: ${file.error ?? ''}`, `curl -sSI '${file.url}'`);
  return judge(seen);
}
