import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import dmarc from '../../facts/mail/dmarc.ts';
import { isPartial } from '../../protocols/mail/dmarc/readings.ts';
import { recordEvidence, recordToJudge } from '../../protocols/mail/view/dmarc-view.ts';

export default check({
  title: 'DMARC holds current tags only',
  failingTitle: 'DMARC holds tags that today’s receivers ignore',
  requirements: ['MAIL-3'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'low',
  impact: 'operability',
  why: 'Whoever relies on pct, rf or ri gets something else than the record says.',
  sources: [rfc(9989, 'A.6')],
  needs: { dmarc },
  fix: 'Remove the tags shown.',
  effortMinutes: 5,
  reproduce: ({ target }) => `dig _dmarc.${target.name} TXT +short`,
  judge: ({ dmarc: seen }, { manifest }) => {
    const { record, at, verdict } = recordToJudge(seen, manifest);
    if (record === null) return verdict;
    const old = record.issues.filter(({ id }) => id === 'obsolete-tag');
    if (isPartial(record)) return notApplicable('pct= divides receivers: mail/dmarc-readings');
    const [first] = old;
    if (first === undefined) return pass('no pct, rf or ri');
    return fail(first.message, { evidence: [recordEvidence(at, record)] });
  },
});
