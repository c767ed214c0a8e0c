import { check, rfc } from '../../model/check.ts';
import spfTree from '../../facts/mail/spf-tree.ts';
import { judgeIssues } from '../../protocols/mail/view/spf-view.ts';

export default check({
  title: 'SPF does without "ptr"',
  failingTitle: 'SPF uses "ptr", which some receivers refuse to follow',
  requirements: ['MAIL-1'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'low',
  impact: 'deliverability',
  why: 'It is slow and unreliable; big receivers skip it, so the mail fails.',
  sources: [rfc(7208, '5.5')],
  needs: { spf: spfTree },
  fix: 'Replace "ptr" by the addresses or the include of the service.',
  effortMinutes: 15,
  reproduce: ({ target }) => `dig ${target.name} TXT +short | grep spf1`,
  judge: ({ spf }) => judgeIssues(spf, { ids: ['ptr'], fine: () => 'no ptr' }),
});
