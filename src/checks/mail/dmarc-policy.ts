import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import dmarc from '../../facts/mail/dmarc.ts';
import { dmarcOf, recordEvidence, recordToJudge } from '../../protocols/mail/view/dmarc-view.ts';

export default check({
  title: 'DMARC asks receivers to act on forged mail',
  failingTitle: 'DMARC only watches: forged mail is still delivered',
  requirements: ['MAIL-3'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'medium',
  impact: 'trust',
  why: 'With p=none anybody can send as you to your customers; receivers only tell you about it.',
  sources: [rfc(9989, '4.7'), rfc(9989, '7.4')],
  needs: { dmarc },
  fix: 'Read the reports for two to four weeks, then set p=quarantine and later p=reject: launch-ready mail reports says when.',
  effortMinutes: 30,
  reproduce: ({ target }) => `dig _dmarc.${target.name} TXT +short`,
  judge: ({ dmarc: seen }, { manifest }) => {
    const { record, at, verdict } = recordToJudge(seen, manifest);
    if (record === null) return verdict;
    const { policy, from } = dmarcOf(seen).discovery;
    if (policy === null || from === 'default')
      return notApplicable('no policy can be read: mail/dmarc-syntax');
    if (policy !== 'none') return pass(`p=${policy}`);
    // Watching with reports is the right first step; watching without them leads nowhere.
    const hasReports = record.rua.length > 0;
    return fail(hasReports ? 'p=none, with reports' : 'p=none, and nobody gets the reports', {
      severity: hasReports ? 'low' : 'medium',
      evidence: [recordEvidence(at, record)],
    });
  },
});
