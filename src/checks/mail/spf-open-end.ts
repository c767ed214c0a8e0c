import { check, rfc } from '../../model/check.ts';
import spfTree from '../../facts/mail/spf-tree.ts';
import { judgeIssues } from '../../protocols/mail/view/spf-view.ts';

export default check({
  title: 'SPF says what happens to everybody else',
  failingTitle: 'SPF ends without saying anything about strangers',
  requirements: ['MAIL-1'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'medium',
  impact: 'trust',
  why: 'Receivers treat forged mail as neutral, so the record protects nobody.',
  sources: [rfc(7208, '4.7'), rfc(7208, '5.1')],
  needs: { spf: spfTree },
  fix: 'End the record with "-all" (or "~all" while you are still looking for senders).',
  effortMinutes: 5,
  reproduce: ({ target }) => `dig ${target.name} TXT +short | grep spf1`,
  judge: ({ spf }) =>
    judgeIssues(spf, { ids: ['neutral-all', 'no-all'], fine: () => 'the record ends in a decision' }),
});
