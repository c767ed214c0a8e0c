import { check, fail, notApplicable, page, pass } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import files from '../../facts/applinks/files.ts';
import { canonicalLinkHost } from '../../facts/applinks/reading/link-hosts.ts';
import { isFileThere, linkSystemNames } from '../../facts/applinks/reading/presence.ts';
import type { LinkSystem } from '../../facts/applinks/reading/presence.ts';
import { every } from '../../model/need.ts';
import entry from '../../facts/redirects/entry.ts';
import { closedDoors } from '../../facts/redirects/reading/home-hosts.ts';

export default check({
  title: 'Apps open links of the host that links name',
  failingTitle: 'Apps open links of another host than the one that links name',
  requirements: ['EDGE-11', 'EDGE-2'],
  stage: 'pages',
  target: 'site',
  severity: 'high',
  impact: 'revenue',
  why: 'Every link the product sends names the canonical host, and the app answers for a different one.',
  sources: [
    page(
      'Apple: supporting associated domains',
      'https://developer.apple.com/documentation/xcode/supporting-associated-domains',
    ),
    page(
      'Google: verify Android App Links',
      'https://developer.android.com/training/app-links/verify-android-applinks',
    ),
  ],
  needs: { files: every(files), entries: every(entry) },
  fix: 'Serve both files on the canonical host, and name that host in the app (associated domains, intent filter).',
  effortMinutes: 60,
  reproduce: ({ manifest }) =>
    `curl -sSI https://${canonicalLinkHost(manifest)}/.well-known/apple-app-site-association`,
  judge: ({ files: seen, entries }, { manifest }) => {
    const home = canonicalLinkHost(manifest);
    if (closedDoors(entries, manifest).has(home))
      return notApplicable(
        'visitors are sent on from the canonical host, which redirects/canonical-host judges',
      );
    const systems: readonly LinkSystem[] = ['apple', 'android'];
    const rows = seen.flatMap(({ target, fact }) => {
      if (fact.state !== 'known' || !fact.value.isAsked) return [];
      const { value } = fact;
      return systems.map((system) => ({ system, host: target.name, isThere: isFileThere(value[system]) }));
    });
    const there = rows.filter((row) => row.isThere);
    if (there.length === 0) return notApplicable('no host has a file that lets apps open links');
    const astray = there.filter(
      ({ system }) => !there.some((row) => row.system === system && row.host === home),
    );
    // A declared app without its file on the canonical host is applinks/apple-file's and android-file's.
    const promised = { apple: manifest.mobile.iosAppIds, android: manifest.mobile.androidPackages };
    const [first] = astray.filter(({ system }) => promised[system].length === 0);
    if (first === undefined) return pass(`${home} has the files for its apps`);
    return fail(`the file for ${linkSystemNames[first.system]} is on ${first.host}, links name ${home}`, {
      evidence: [
        table(
          'Where the files are',
          ['host', 'system', 'file'],
          rows.map((row) => [row.host, linkSystemNames[row.system], row.isThere ? 'there' : 'not there']),
        ),
      ],
    });
  },
});
