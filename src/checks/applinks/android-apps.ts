import { check, fail, notApplicable, page, pass } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import files from '../../facts/applinks/files.ts';
import { onLinkFile, promisedApps } from '../../facts/applinks/reading/presence.ts';

export default check({
  title: 'The file for Android names the app and what it opens',
  failingTitle: 'The file for Android does not let the app open links',
  requirements: ['EDGE-11'],
  stage: 'pages',
  target: 'host',
  severity: 'high',
  impact: 'revenue',
  why: 'The file is there and says the wrong thing: links keep opening the browser, and nothing reports an error.',
  sources: [
    page(
      'Google: verify Android App Links',
      'https://developer.android.com/training/app-links/verify-android-applinks',
    ),
  ],
  needs: { files },
  fix: 'Name the package with handle_all_urls and the SHA-256 fingerprint of the key the store signs with.',
  effortMinutes: 30,
  reproduce: ({ target }) => `curl -sS https://${target.name}/.well-known/assetlinks.json`,
  judge: ({ files: seen }, context) =>
    onLinkFile(seen, { system: 'android', context }, ({ android }) => {
      if (android.content === null)
        return notApplicable('the file is not there or no JSON, which applinks/android-file judges');
      const named = android.content.packages;
      const missing = (promisedApps('android', context) ?? []).filter((each) => !named.includes(each));
      const problems = [
        ...android.content.problems,
        ...missing.map((each) => `${each} is declared and not in the file`),
      ];
      const [first] = problems;
      return first === undefined
        ? pass(`it names ${named.join(', ')}`)
        : fail(first, { evidence: [lines(android.url, problems)] });
    }),
});
