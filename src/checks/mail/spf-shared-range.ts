import { check, rfc } from '../../model/check.ts';
import spfTree from '../../facts/mail/spf-tree.ts';
import { judgeIssues } from '../../protocols/mail/view/spf-view.ts';

export default check({
  title: 'SPF includes no shared web hosting',
  failingTitle: 'SPF authorises web servers that thousands of strangers share',
  requirements: ['MAIL-1'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'medium',
  impact: 'trust',
  why: 'Any other customer of that host can send mail that passes as yours.',
  sources: [rfc(7208, '11.4')],
  needs: { spf: spfTree },
  fix: 'Send through a mail service and remove the host’s include.',
  effortMinutes: 30,
  reproduce: ({ target }) => `dig ${target.name} TXT +short | grep spf1`,
  judge: ({ spf }) => judgeIssues(spf, { ids: ['shared-host'], fine: () => 'no shared web host' }),
});
