import { check, fail, notApplicable, page, pass } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import { onRoutes, others } from '../../facts/api/reading/on-routes.ts';
import routes from '../../facts/api/routes.ts';

export default check({
  title: 'Old versions of the API are switched off',
  failingTitle: 'An old version of the API still answers',
  requirements: ['OWASP-1'],
  stage: 'edge',
  target: 'host',
  severity: 'medium',
  impact: 'security',
  why: 'Fixes go into the new version; the old one keeps the holes, and nobody watches it.',
  sources: [
    page(
      'OWASP API9: improper inventory management',
      'https://owasp.org/API-Security/editions/2023/en/0xa9-improper-inventory-management/',
    ),
  ],
  needs: { asked: routes },
  fix: 'Answer 410 at the old version once its clients are gone; declare its routes as long as it is wanted.',
  effortMinutes: 30,
  reproduce: ({ target }) => `curl -sSk -o /dev/null -w '%{http_code}\\n' 'https://${target.name}/v1/'`,
  judge: ({ asked: seen }, { manifest }) =>
    onRoutes(seen, ({ olderVersions, answers }) => {
      const isVersioned = answers.some(({ url }) => /\/v\d{1,2}(?:\/|$)/.test(new URL(url).pathname));
      if (!isVersioned) return notApplicable('no route carries a version');
      const declared = manifest.routes.map(({ url }) => url).join(' ');
      const old = olderVersions.filter(
        ({ version }) => !new RegExp(`/v${version}(?:/|\\s|$)`).test(declared),
      );
      const [first] = old;
      if (first === undefined) return pass('versions before the declared ones do not answer');
      return fail(`${first.url} answers ${first.status}, beside ${first.of}${others(old)}`, {
        evidence: [
          table(
            'Older versions',
            ['address', 'status'],
            old.map(({ url, status }) => [url, String(status)]),
          ),
        ],
      });
    }),
});
