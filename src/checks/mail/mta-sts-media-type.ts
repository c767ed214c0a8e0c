import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import mtaSts from '../../facts/mail/mta-sts.ts';
import { policyOf } from '../../protocols/mail/view/mta-sts-view.ts';

export default check({
  title: 'The MTA-STS policy is served as text',
  failingTitle: 'The MTA-STS policy is not served as plain text, careful senders ignore it',
  requirements: ['MAIL-4'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'medium',
  impact: 'security',
  why: 'Senders should check the type, so that an error page is never taken for a policy.',
  sources: [rfc(8461, '3.2')],
  needs: { sts: mtaSts },
  fix: 'Serve the file as Content-Type: text/plain.',
  effortMinutes: 10,
  reproduce: ({ target }) =>
    `dig _mta-sts.${target.name} TXT +short; curl -sS https://mta-sts.${target.name}/.well-known/mta-sts.txt`,
  judge: ({ sts }) => {
    const policy = policyOf(sts);
    if (policy === null)
      return notApplicable('there is no readable policy: mail/mta-sts-record, mail/mta-sts-policy');
    const type = sts.policy.state === 'answered' ? sts.policy.contentType : null;
    if (type !== null && /^text\/plain\b/i.test(type)) return pass(type);
    return fail(type ?? 'no Content-Type', { evidence: [lines('Content-Type', [type ?? 'none'])] });
  },
});
