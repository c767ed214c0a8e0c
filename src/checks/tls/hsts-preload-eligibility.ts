import { check, fail, notApplicable, page, pass } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import hsts from '../../facts/tls/hsts.ts';
import { curlHeaders } from '../../protocols/tls/commands.ts';
import { preloadIssues } from '../../protocols/tls/hsts-preload.ts';
import { readHsts } from '../../protocols/tls/hsts.ts';
import { unanswered } from '../../protocols/tls/hsts-view.ts';

export default check({
  title: 'A header that asks to be preloaded fulfils what the list demands',
  failingTitle: 'The header asks to be preloaded but the list refuses it',
  requirements: ['EDGE-1'],
  stage: 'tls',
  target: 'host',
  severity: 'low',
  impact: 'security',
  why: 'Whoever wrote `preload` believes every first visit is protected; it is not.',
  sources: [
    page('HSTS preload list: submission requirements', 'https://hstspreload.org/#submission-requirements'),
  ],
  needs: { hsts },
  fix: 'Send `max-age=31536000; includeSubDomains; preload` once every subdomain has HTTPS, or drop `preload`.',
  effortMinutes: 15,
  reproduce: ({ target }) => `${curlHeaders(`https://${target.name}/`)} | grep -i strict-transport-security`,
  judge: ({ hsts: { https } }, { target }) => {
    if (https.state === 'failed') return unanswered(https, `https://${target.name}/`);
    const [header] = https.headers;
    const reading = header === undefined ? null : readHsts(header);
    // A header browsers ignore as a whole is judged by tls/hsts-strength.
    if (
      header === undefined ||
      reading === null ||
      reading.errors.length > 0 ||
      !reading.header.isPreloadWanted
    )
      return notApplicable('the header does not ask to be preloaded');
    const { errors } = preloadIssues(header);
    if (errors.length === 0) return pass(header.slice(0, 100));
    return fail(errors.join(', '), { evidence: [lines('Strict-Transport-Security', [header])] });
  },
});
