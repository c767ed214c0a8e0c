import { check, rfc } from '../../model/check.ts';
import spfTree from '../../facts/mail/spf-tree.ts';
import { judgeIssues } from '../../protocols/mail/view/spf-view.ts';

export default check({
  title: 'SPF does not let everybody send',
  failingTitle: 'SPF lets the whole internet send as you',
  requirements: ['MAIL-1'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'blocker',
  impact: 'trust',
  why: 'Anybody can send mail in your name and pass; filters learn to distrust the domain.',
  sources: [rfc(7208, '5.1'), rfc(7208, '11.4')],
  needs: { spf: spfTree },
  fix: 'Replace "+all" (or a bare "all") by "-all".',
  effortMinutes: 5,
  reproduce: ({ target }) => `dig ${target.name} TXT +short | grep spf1`,
  judge: ({ spf }) => judgeIssues(spf, { ids: ['plus-all'], fine: () => 'strangers are not let in' }),
});
