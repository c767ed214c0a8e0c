import { check, notApplicable, rfc } from '../../model/check.ts';
import probes from '../../facts/cache/probes.ts';
import { duration, servedFor } from '../../facts/cache/reading/answers.ts';
import { told } from '../../facts/pages/reading/pages.ts';

export default check({
  title: 'Temporary redirects are not kept',
  failingTitle:
    'A cache keeps a temporary redirect: visitors are sent to the login although they are logged in',
  requirements: ['EDGE-7'],
  stage: 'caching',
  target: 'host',
  severity: 'high',
  impact: 'revenue',
  why: 'After logging in, the account page still leads back to the login, for everybody.',
  sources: [rfc(9110, '15.4.3'), rfc(9111, '4.2.2')],
  needs: { probes },
  fix: 'Send Cache-Control: private, no-store with redirects that depend on the visitor.',
  effortMinutes: 20,
  reproduce: ({ target }) =>
    `curl -sSI https://${target.name}/account | grep -iE '^(HTTP|location|cache-control)'`,
  judge: ({ probes: seen }, { now }) => {
    if (!seen.isAsked) return notApplicable(seen.why);
    const temporary = seen.redirects.filter(
      ({ status, url }) => [302, 303, 307].includes(status) && url.startsWith('https:'),
    );
    if (temporary.length === 0) return notApplicable('no temporary redirect was met');
    const kept = temporary.filter((each) => servedFor('cdn', each, now) > 0);
    return told(
      kept.map((each) => ({
        url: each.url,
        problem: `the ${each.status} is kept for ${duration(servedFor('cdn', each, now))}`,
      })),
      `${temporary.length} temporary redirects are not kept`,
    );
  },
});
