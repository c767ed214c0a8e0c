import { check, rfc } from '../../model/check.ts';
import spfTree from '../../facts/mail/spf-tree.ts';
import { judgeIssues } from '../../protocols/mail/view/spf-view.ts';

export default check({
  title: 'Every included SPF record exists',
  failingTitle: 'SPF includes a domain that has no SPF record: receivers stop with an error',
  requirements: ['MAIL-1'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'blocker',
  impact: 'deliverability',
  why: 'One dead include turns every SPF result into an error, for all your senders.',
  sources: [rfc(7208, '5.2'), rfc(7208, '6.1')],
  needs: { spf: spfTree },
  fix: 'Remove the include of the service you left, or correct its name.',
  effortMinutes: 15,
  reproduce: ({ target }) => `dig ${target.name} TXT +short | grep spf1`,
  judge: ({ spf }) =>
    judgeIssues(spf, { ids: ['missing-target'], fine: () => 'all includes and redirects lead to a record' }),
});
