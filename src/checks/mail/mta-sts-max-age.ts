import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import mtaSts from '../../facts/mail/mta-sts.ts';
import { policyOf } from '../../protocols/mail/view/mta-sts-view.ts';

export default check({
  title: 'The MTA-STS policy is remembered long enough',
  failingTitle: 'Senders forget the MTA-STS policy within a day',
  requirements: ['MAIL-4'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'low',
  impact: 'security',
  why: 'An attacker only has to wait until the policy is forgotten.',
  sources: [rfc(8461, '3.2')],
  needs: { sts: mtaSts },
  fix: 'Set max_age to weeks: 604800 or more.',
  effortMinutes: 5,
  reproduce: ({ target }) =>
    `dig _mta-sts.${target.name} TXT +short; curl -sS https://mta-sts.${target.name}/.well-known/mta-sts.txt`,
  judge: ({ sts }) => {
    const policy = policyOf(sts);
    if (policy === null)
      return notApplicable('there is no readable policy: mail/mta-sts-record, mail/mta-sts-policy');
    const { maxAgeSeconds } = policy;
    if (maxAgeSeconds === null || policy.mode === 'none') return notApplicable('no max_age that counts');
    if (maxAgeSeconds > 86_400) return pass(`${Math.round(maxAgeSeconds / 86_400)} days`);
    return fail(`max_age: ${maxAgeSeconds} seconds`, {
      evidence: [lines('Policy', [`max_age: ${maxAgeSeconds}`])],
    });
  },
});
