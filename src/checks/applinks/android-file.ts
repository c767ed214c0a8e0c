import { check, page } from '../../model/check.ts';
import files from '../../facts/applinks/files.ts';
import { fileVerdict } from '../../facts/applinks/reading/file-verdict.ts';
import { onLinkFile } from '../../facts/applinks/reading/presence.ts';

export default check({
  title: 'Android finds the file that lets the app open links',
  failingTitle: 'Android does not find the file that lets the app open links',
  requirements: ['EDGE-11'],
  stage: 'pages',
  target: 'host',
  severity: 'high',
  impact: 'revenue',
  why: 'Links in mails and messages open the browser instead of the app, where the visitor is not logged in.',
  sources: [
    page(
      'Google: verify Android App Links',
      'https://developer.android.com/training/app-links/verify-android-applinks',
    ),
  ],
  needs: { files },
  fix: 'Serve /.well-known/assetlinks.json on this host itself: 200, application/json, no redirect, a certificate everybody trusts.',
  effortMinutes: 30,
  reproduce: ({ target }) => `curl -sSi https://${target.name}/.well-known/assetlinks.json`,
  judge: ({ files: seen }, context) =>
    onLinkFile(seen, { system: 'android', context }, ({ android }) => fileVerdict('android', android)),
});
