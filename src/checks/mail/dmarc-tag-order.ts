import { check, fail, pass, rfc } from '../../model/check.ts';
import dmarc from '../../facts/mail/dmarc.ts';
import { recordEvidence, recordToJudge } from '../../protocols/mail/view/dmarc-view.ts';

export default check({
  title: 'Older receivers can read DMARC too',
  failingTitle: '"p=" does not follow "v=" in DMARC, which older receivers demand',
  requirements: ['MAIL-3'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'low',
  impact: 'trust',
  why: 'Receivers that follow RFC 7489 to the letter ignore the record.',
  sources: [rfc(7489, '6.3')],
  needs: { dmarc },
  fix: 'Write "v=DMARC1; p=..." and the other tags after it.',
  effortMinutes: 5,
  reproduce: ({ target }) => `dig _dmarc.${target.name} TXT +short`,
  judge: ({ dmarc: seen }, { manifest }) => {
    const { record, at, verdict } = recordToJudge(seen, manifest);
    if (record === null) return verdict;
    if (!record.issues.some(({ id }) => id === 'p-order')) return pass('p= follows v=');
    return fail(`the order is ${record.order.join(', ')}`, { evidence: [recordEvidence(at, record)] });
  },
});
