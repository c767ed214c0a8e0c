import { check, page } from '../../model/check.ts';
import files from '../../facts/applinks/files.ts';
import { fileVerdict } from '../../facts/applinks/reading/file-verdict.ts';
import { onLinkFile } from '../../facts/applinks/reading/presence.ts';

export default check({
  title: 'iOS finds the file that lets the app open links',
  failingTitle: 'iOS does not find the file that lets the app open links',
  requirements: ['EDGE-11'],
  stage: 'pages',
  target: 'host',
  severity: 'high',
  impact: 'revenue',
  why: 'Links in mails and messages open the browser instead of the app, where the visitor is not logged in.',
  sources: [
    page(
      'Apple: supporting associated domains',
      'https://developer.apple.com/documentation/xcode/supporting-associated-domains',
    ),
  ],
  needs: { files },
  fix: 'Serve /.well-known/apple-app-site-association on this host itself: 200, application/json, no redirect, a certificate everybody trusts.',
  effortMinutes: 30,
  reproduce: ({ target }) => `curl -sSi https://${target.name}/.well-known/apple-app-site-association`,
  judge: ({ files: seen }, context) =>
    onLinkFile(seen, { system: 'apple', context }, ({ apple }) => fileVerdict('apple', apple)),
});
