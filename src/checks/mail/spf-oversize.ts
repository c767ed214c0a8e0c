import { check, rfc } from '../../model/check.ts';
import spfTree from '../../facts/mail/spf-tree.ts';
import { judgeIssues } from '../../protocols/mail/view/spf-view.ts';

export default check({
  title: 'The TXT answer fits in one DNS packet',
  failingTitle: 'The TXT records at the domain are too big for one DNS packet',
  requirements: ['MAIL-1'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'medium',
  impact: 'deliverability',
  why: 'Some receivers cannot fetch large answers, and read no SPF at all.',
  sources: [rfc(7208, '3.4')],
  needs: { spf: spfTree },
  fix: 'Remove old verification texts, or move senders into an include of your own.',
  effortMinutes: 15,
  reproduce: ({ target }) => `dig ${target.name} TXT +short | grep spf1`,
  judge: ({ spf }) =>
    judgeIssues(spf, {
      ids: ['oversize'],
      fine: () => 'within 450 bytes',
      severity: ({ level }) => (level === 'warning' ? 'medium' : 'low'),
    }),
});
