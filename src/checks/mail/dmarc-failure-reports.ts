import { check, fail, pass, rfc } from '../../model/check.ts';
import dmarc from '../../facts/mail/dmarc.ts';
import { recordEvidence, recordToJudge } from '../../protocols/mail/view/dmarc-view.ts';

export default check({
  title: 'The failure report options have an address',
  failingTitle: 'DMARC asks for failure reports and names no address',
  requirements: ['MAIL-3'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'low',
  impact: 'operability',
  why: 'fo= without ruf= does nothing.',
  sources: [rfc(9989, '4.7')],
  needs: { dmarc },
  fix: 'Add ruf=mailto:..., or remove fo=.',
  effortMinutes: 5,
  reproduce: ({ target }) => `dig _dmarc.${target.name} TXT +short`,
  judge: ({ dmarc: seen }, { manifest }) => {
    const { record, at, verdict } = recordToJudge(seen, manifest);
    if (record === null) return verdict;
    if (!record.issues.some(({ id }) => id === 'fo-without-ruf')) return pass(`fo=${record.fo.join(':')}`);
    return fail('fo= without ruf=', { evidence: [recordEvidence(at, record)] });
  },
});
