import { check, fail, notApplicable, page, pass } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import errors from '../../facts/exposure/errors.ts';

export default check({
  title: 'No page says that it is a test system',
  failingTitle: 'A public page says that it is a test system',
  requirements: ['EDGE-8'],
  stage: 'pages',
  target: 'host',
  severity: 'medium',
  impact: 'trust',
  why: 'Customers do not pay where a page calls itself staging, and search engines keep the sentence.',
  sources: [
    page(
      'Google: remove placeholder text before launch',
      'https://developers.google.com/search/docs/fundamentals/creating-helpful-content',
    ),
  ],
  needs: { errors },
  fix: 'Take the banner or the filler text out of the production build.',
  effortMinutes: 10,
  reproduce: ({ target }) =>
    `curl -sSk 'https://${target.name}/' | grep -iE 'staging|test (system|environment)|lorem ipsum'`,
  judge: ({ errors: seen }, { manifest, target }) => {
    if (!seen.isAsked) return notApplicable(seen.why);
    const role = manifest.hosts.find((host) => host.name === target.name)?.role;
    const isStaging =
      role === 'staging' || /^(?:staging|stage|test|dev|preview|demo|uat)\b/.test(target.name);
    if (isStaging) return notApplicable('it is declared, or named, as a test system');
    const [first] = seen.staging;
    if (first === undefined) return pass('no page that was read says so');
    const rows = seen.staging.map(({ url, words }) => [url, words]);
    return fail(`${first.url} says "${first.words}"`, {
      evidence: [table('On public pages', ['page', 'words'], rows)],
    });
  },
});
