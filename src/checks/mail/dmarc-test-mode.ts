import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import dmarc from '../../facts/mail/dmarc.ts';
import { dmarcOf, recordEvidence, recordToJudge } from '../../protocols/mail/view/dmarc-view.ts';

export default check({
  title: 'DMARC is not in test mode',
  failingTitle: 'DMARC is in test mode: receivers apply a weaker policy than the record says',
  requirements: ['MAIL-3'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'medium',
  impact: 'trust',
  why: '"t=y" lowers reject to quarantine and quarantine to none.',
  sources: [rfc(9989, '4.7')],
  needs: { dmarc },
  fix: 'Remove t=y once the reports are clean.',
  effortMinutes: 10,
  reproduce: ({ target }) => `dig _dmarc.${target.name} TXT +short`,
  judge: ({ dmarc: seen }, { manifest }) => {
    const { record, at, verdict } = recordToJudge(seen, manifest);
    if (record === null) return verdict;
    if (!record.isTesting) return pass('no t=y');
    if (record.p === 'none') return notApplicable('p=none asks for nothing: mail/dmarc-policy');
    return fail(
      `p=${record.p ?? 'none'} with t=y is applied as ${dmarcOf(seen).discovery.applied ?? 'none'}`,
      {
        evidence: [recordEvidence(at, record)],
      },
    );
  },
});
