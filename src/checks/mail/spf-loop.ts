import { check, rfc } from '../../model/check.ts';
import spfTree from '../../facts/mail/spf-tree.ts';
import { judgeIssues } from '../../protocols/mail/view/spf-view.ts';

export default check({
  title: 'SPF includes do not run in a circle',
  failingTitle: 'SPF includes run in a circle: receivers stop with an error',
  requirements: ['MAIL-1'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'blocker',
  impact: 'deliverability',
  why: 'Every mail that reaches the circle fails SPF.',
  sources: [rfc(7208, '4.6.4')],
  needs: { spf: spfTree },
  fix: 'Remove the include that leads back.',
  effortMinutes: 15,
  reproduce: ({ target }) => `dig ${target.name} TXT +short | grep spf1`,
  judge: ({ spf }) => judgeIssues(spf, { ids: ['loop'], fine: () => 'no circle' }),
});
