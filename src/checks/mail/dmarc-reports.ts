import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import dmarc from '../../facts/mail/dmarc.ts';
import { recordEvidence, recordToJudge } from '../../protocols/mail/view/dmarc-view.ts';

export default check({
  title: 'DMARC reports come to somebody',
  failingTitle: 'Nobody gets the DMARC reports',
  requirements: ['MAIL-3'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'medium',
  impact: 'operability',
  why: 'Without reports you do not see which of your own mails fail, or who forges you.',
  sources: [rfc(9989, '4.7'), rfc(9990, '2')],
  needs: { dmarc },
  fix: 'Add rua=mailto: with a mailbox that is read, and feed it to: launch-ready mail reports.',
  effortMinutes: 10,
  reproduce: ({ target }) => `dig _dmarc.${target.name} TXT +short`,
  judge: ({ dmarc: seen }, { manifest }) => {
    const { record, at, verdict } = recordToJudge(seen, manifest);
    if (record === null) return verdict;
    if (record.rua.length > 0) return pass(record.rua.map(({ uri }) => uri).join(', '));
    if (record.p === null) return notApplicable('no policy can be read: mail/dmarc-syntax');
    if (record.p === 'none') return notApplicable('p=none without reports: mail/dmarc-policy');
    if (record.order.includes('rua')) return notApplicable('rua= cannot be read: mail/dmarc-syntax');
    return fail(`p=${record.p} without rua=`, { evidence: [recordEvidence(at, record)] });
  },
});
