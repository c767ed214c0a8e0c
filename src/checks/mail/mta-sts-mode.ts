import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import mtaSts from '../../facts/mail/mta-sts.ts';
import { policyOf } from '../../protocols/mail/view/mta-sts-view.ts';

export default check({
  title: 'The MTA-STS policy is in force',
  failingTitle: 'The MTA-STS policy is published and not in force',
  requirements: ['MAIL-4'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'low',
  impact: 'security',
  why: 'In testing mode senders only report; mode none switches it off.',
  sources: [rfc(8461, '5')],
  needs: { sts: mtaSts },
  fix: 'After some weeks of clean TLS reports set mode: enforce and change id= in the record.',
  effortMinutes: 15,
  reproduce: ({ target }) =>
    `dig _mta-sts.${target.name} TXT +short; curl -sS https://mta-sts.${target.name}/.well-known/mta-sts.txt`,
  judge: ({ sts }) => {
    const policy = policyOf(sts);
    if (policy === null)
      return notApplicable('there is no readable policy: mail/mta-sts-record, mail/mta-sts-policy');
    if (policy.mode === 'enforce') return pass('mode: enforce');
    return fail(`mode: ${policy.mode ?? ''}`, {
      evidence: [lines('Policy', sts.policy.state === 'answered' ? sts.policy.body.split(/\r?\n/) : [])],
    });
  },
});
