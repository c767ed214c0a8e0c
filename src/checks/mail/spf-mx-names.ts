import { check, rfc } from '../../model/check.ts';
import spfTree from '../../facts/mail/spf-tree.ts';
import { judgeIssues } from '../../protocols/mail/view/spf-view.ts';

export default check({
  title: 'No SPF term stands for more than 10 names',
  failingTitle: 'An SPF term stands for more than 10 names: receivers stop with an error',
  requirements: ['MAIL-1'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'blocker',
  impact: 'deliverability',
  why: 'Every mail then fails SPF.',
  sources: [rfc(7208, '4.6.4')],
  needs: { spf: spfTree },
  fix: 'Replace the mx term by the addresses that really send.',
  effortMinutes: 15,
  reproduce: ({ target }) => `dig ${target.name} TXT +short | grep spf1`,
  judge: ({ spf }) => judgeIssues(spf, { ids: ['mx-names'], fine: () => 'no term has more than 10 names' }),
});
