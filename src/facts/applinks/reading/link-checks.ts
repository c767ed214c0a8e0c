import { check, fail, notApplicable, page, pass } from '../../../model/check.ts';
import type { Check, Source, Verdict } from '../../../model/check.ts';
import { lines } from '../../../model/evidence.ts';
import files from '../files.ts';
import type { AskedAppLinks } from '../files.ts';
import { fileVerdict } from './file-verdict.ts';
import { linkSystemNames, onLinkFile, promisedApps } from './presence.ts';
import type { LinkSystem } from './presence.ts';

interface SystemGuide {
  readonly path: string;
  readonly source: Source;
  /** What the file must say for the app to be let in. */
  readonly naming: string;
}

const guides: Readonly<Record<LinkSystem, SystemGuide>> = {
  apple: {
    path: '/.well-known/apple-app-site-association',
    source: page(
      'Apple: supporting associated domains',
      'https://developer.apple.com/documentation/xcode/supporting-associated-domains',
    ),
    naming: 'Name the app as TEAMID.bundle.id with at least one path it opens.',
  },
  android: {
    path: '/.well-known/assetlinks.json',
    source: page(
      'Google: verify Android App Links',
      'https://developer.android.com/training/app-links/verify-android-applinks',
    ),
    naming:
      'Name the package with handle_all_urls and the SHA-256 fingerprint of the key the store signs with.',
  },
};

type LinkCheck = Check<{ readonly files: typeof files }>;

/** Phones of a system get its file at all. */
export const linkFileCheck = (system: LinkSystem): LinkCheck =>
  check({
    title: `${linkSystemNames[system]} finds the file that lets the app open links`,
    failingTitle: `${linkSystemNames[system]} does not find the file that lets the app open links`,
    ...shared(system),
    why: 'Links in mails and messages open the browser instead of the app, where the visitor is not logged in.',
    fix: `Serve ${guides[system].path} on this host itself: 200, application/json, no redirect, a certificate everybody trusts.`,
    reproduce: ({ target }) => `curl -sSi https://${target.name}${guides[system].path}`,
    judge: ({ files: seen }, context) =>
      onLinkFile(seen, { system, context }, (asked) => fileVerdict(system, asked[system])),
  });

/** The file of a system lets the right apps in. */
export const linkAppsCheck = (system: LinkSystem): LinkCheck =>
  check({
    title: `The file for ${linkSystemNames[system]} names the app and what it opens`,
    failingTitle: `The file for ${linkSystemNames[system]} does not let the app open links`,
    ...shared(system),
    why: 'The file is there and says the wrong thing: links keep opening the browser, and nothing reports an error.',
    fix: guides[system].naming,
    reproduce: ({ target }) => `curl -sS https://${target.name}${guides[system].path}`,
    judge: ({ files: seen }, context) =>
      onLinkFile(seen, { system, context }, (asked) =>
        appsVerdict(system, asked, promisedApps(system, context) ?? []),
      ),
  });

const shared = (system: LinkSystem) =>
  ({
    requirements: ['EDGE-11'],
    stage: 'pages',
    target: 'host',
    severity: 'high',
    impact: 'revenue',
    sources: [guides[system].source],
    needs: { files },
    effortMinutes: 30,
  }) as const;

function appsVerdict(system: LinkSystem, asked: AskedAppLinks, promised: readonly string[]): Verdict {
  const content = contentOf(system, asked);
  if (content === null)
    return notApplicable(`the file is not there or no JSON, which applinks/${system}-file judges`);
  const missing = promised.filter((each) => !content.named.includes(each));
  const problems = [...content.problems, ...missing.map((each) => `${each} is declared and not in the file`)];
  const [first] = problems;
  return first === undefined
    ? pass(`it names ${content.named.join(', ')}`)
    : fail(first, { evidence: [lines(asked[system].url, problems)] });
}

function contentOf(system: LinkSystem, { apple, android }: AskedAppLinks) {
  if (system === 'apple')
    return apple.content && { named: apple.content.appIds, problems: apple.content.problems };
  return android.content && { named: android.content.packages, problems: android.content.problems };
}
