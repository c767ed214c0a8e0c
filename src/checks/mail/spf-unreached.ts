import { check, rfc } from '../../model/check.ts';
import spfTree from '../../facts/mail/spf-tree.ts';
import { judgeIssues } from '../../protocols/mail/view/spf-view.ts';

export default check({
  title: 'Every SPF term is read',
  failingTitle: 'SPF terms stand behind "all" and are never read',
  requirements: ['MAIL-1'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'high',
  impact: 'deliverability',
  why: 'A sender named behind "all" is not authorised: its mail fails SPF.',
  sources: [rfc(7208, '5.1'), rfc(7208, '6.1')],
  needs: { spf: spfTree },
  fix: 'Move "all" to the end; remove a redirect beside "all".',
  effortMinutes: 5,
  reproduce: ({ target }) => `dig ${target.name} TXT +short | grep spf1`,
  judge: ({ spf }) =>
    judgeIssues(spf, {
      ids: ['after-all'],
      fine: () => 'nothing stands behind "all"',
      severity: ({ message }) => (/^"redirect=/i.test(message) ? 'low' : 'high'),
    }),
});
