import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import dmarc from '../../facts/mail/dmarc.ts';
import { dmarcPolicies } from '../../protocols/mail/dmarc/record.ts';
import { recordEvidence, recordToJudge } from '../../protocols/mail/view/dmarc-view.ts';

export default check({
  title: 'Subdomains are protected as the domain is',
  failingTitle: 'DMARC protects the domain and leaves its subdomains open',
  requirements: ['MAIL-3'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'medium',
  impact: 'trust',
  why: 'Forgers use any subdomain, real or made up, and the mail shows your name.',
  sources: [rfc(9989, '4.7')],
  needs: { dmarc },
  fix: 'Remove sp= and np=, or set them no weaker than p=.',
  effortMinutes: 10,
  reproduce: ({ target }) => `dig _dmarc.${target.name} TXT +short`,
  judge: ({ dmarc: seen }, { manifest }) => {
    const { record, at, verdict } = recordToJudge(seen, manifest);
    if (record === null) return verdict;
    if (at !== seen.domain) return notApplicable(`inherited from ${at}`);
    const strength = dmarcPolicies.indexOf(record.p ?? 'none');
    const weaker = (['sp', 'np'] as const).flatMap((tag) => {
      const value = record[tag];
      return value !== null && dmarcPolicies.indexOf(value) < strength ? [`${tag}=${value}`] : [];
    });
    const [first] = weaker;
    if (first === undefined) return pass(record.sp === null ? 'subdomains follow p' : `sp=${record.sp}`);
    return fail(`p=${record.p ?? ''} with ${weaker.join(' and ')}`, {
      evidence: [recordEvidence(at, record)],
    });
  },
});
