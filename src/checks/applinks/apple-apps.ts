import { check, fail, notApplicable, page, pass } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import files from '../../facts/applinks/files.ts';
import { onLinkFile, promisedApps } from '../../facts/applinks/reading/presence.ts';

export default check({
  title: 'The file for iOS names the app and what it opens',
  failingTitle: 'The file for iOS does not let the app open links',
  requirements: ['EDGE-11'],
  stage: 'pages',
  target: 'host',
  severity: 'high',
  impact: 'revenue',
  why: 'The file is there and says the wrong thing: links keep opening the browser, and nothing reports an error.',
  sources: [
    page(
      'Apple: supporting associated domains',
      'https://developer.apple.com/documentation/xcode/supporting-associated-domains',
    ),
  ],
  needs: { files },
  fix: 'Name the app as TEAMID.bundle.id with at least one path it opens.',
  effortMinutes: 30,
  reproduce: ({ target }) => `curl -sS https://${target.name}/.well-known/apple-app-site-association`,
  judge: ({ files: seen }, context) =>
    onLinkFile(seen, { system: 'apple', context }, ({ apple }) => {
      if (apple.content === null)
        return notApplicable('the file is not there or no JSON, which applinks/apple-file judges');
      const named = apple.content.appIds;
      const missing = (promisedApps('apple', context) ?? []).filter((each) => !named.includes(each));
      const problems = [
        ...apple.content.problems,
        ...missing.map((each) => `${each} is declared and not in the file`),
      ];
      const [first] = problems;
      return first === undefined
        ? pass(`it names ${named.join(', ')}`)
        : fail(first, { evidence: [lines(apple.url, problems)] });
    }),
});
