import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import hsts from '../../facts/tls/hsts.ts';
import { curlHeaders } from '../../protocols/tls/commands.ts';
import { readHsts } from '../../protocols/tls/hsts.ts';
import { ageText, unanswered } from '../../protocols/tls/hsts-view.ts';

const halfYearSeconds = 15_552_000;
const yearSeconds = 31_536_000;

export default check({
  title: 'The HSTS header is valid and lasts long enough',
  failingTitle: 'The HSTS header is ignored by browsers or forgotten too soon',
  requirements: ['EDGE-1'],
  stage: 'tls',
  target: 'host',
  severity: 'medium',
  impact: 'security',
  why: 'A header browsers drop protects nobody, and one that lapses between visits protects only daily users.',
  sources: [rfc(6797, '6.1'), rfc(6797, '8.1')],
  needs: { hsts },
  fix: 'Send one header `Strict-Transport-Security: max-age=31536000`, from one place only.',
  effortMinutes: 10,
  reproduce: ({ target }) => `${curlHeaders(`https://${target.name}/`)} | grep -i strict-transport-security`,
  judge: ({ hsts: { https } }, { target }) => {
    if (https.state === 'failed') return unanswered(https, `https://${target.name}/`);
    const [first, second] = https.headers;
    if (first === undefined) return notApplicable('no HSTS header is sent, see tls/hsts-presence');
    const evidence = [lines('Strict-Transport-Security', https.headers)];
    const { header, errors } = readHsts(first);
    if (errors.length > 0) return fail(`browsers ignore it: ${errors.join(', ')}`, { evidence });
    const seconds = header.maxAgeSeconds;
    if (seconds === null) return fail('browsers ignore it: max-age is missing', { evidence });
    if (seconds === 0) return fail('max-age=0 tells browsers to forget the rule', { evidence });
    if (second !== undefined && second !== first)
      return fail(`${https.headers.length} different headers are sent, browsers read the first only`, {
        evidence,
      });
    if (seconds >= yearSeconds) return pass(`max-age ${ageText(seconds)}`);
    return fail(`it lasts ${ageText(seconds)}, a year is usual`, {
      evidence,
      severity: seconds < halfYearSeconds ? 'medium' : 'low',
    });
  },
});
