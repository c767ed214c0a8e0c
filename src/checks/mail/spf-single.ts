import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import spfTree from '../../facts/mail/spf-tree.ts';

export default check({
  title: 'The domain has one SPF record only',
  failingTitle: 'The domain has several SPF records: receivers stop with an error',
  requirements: ['MAIL-1'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'blocker',
  impact: 'deliverability',
  why: 'Two SPF records count as none: every mail fails SPF at every receiver.',
  sources: [rfc(7208, '4.5')],
  needs: { spf: spfTree },
  fix: 'Merge them into one record: one v=spf1, all mechanisms, one "all" at the end.',
  effortMinutes: 10,
  reproduce: ({ target }) => `dig ${target.name} TXT +short | grep spf1`,
  judge: ({ spf }) => {
    if (spf.tree.state === 'missing') return notApplicable('there is no SPF record: mail/spf-presence');
    if (spf.tree.state !== 'several') return pass('one SPF record');
    return fail(`${spf.tree.rivals.length} SPF records`, {
      evidence: [lines('SPF records', spf.tree.rivals)],
    });
  },
});
