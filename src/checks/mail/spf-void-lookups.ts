import { check, rfc } from '../../model/check.ts';
import spfTree from '../../facts/mail/spf-tree.ts';
import { judgeIssues } from '../../protocols/mail/view/spf-view.ts';

export default check({
  title: 'Every SPF look-up finds something',
  failingTitle: 'SPF names hosts that do not exist',
  requirements: ['MAIL-1'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'blocker',
  impact: 'deliverability',
  why: 'After two look-ups that find nothing receivers stop with an error, and the dead names can be registered by strangers.',
  sources: [rfc(7208, '4.6.4')],
  needs: { spf: spfTree },
  fix: 'Remove the terms that find nothing.',
  effortMinutes: 15,
  reproduce: ({ target }) => `dig ${target.name} TXT +short | grep spf1`,
  judge: ({ spf }) =>
    judgeIssues(spf, {
      ids: ['void-lookups'],
      fine: ({ voidLookups }) => `${voidLookups.ipv4} look-ups find nothing`,
      severity: ({ level }) => (level === 'error' ? 'blocker' : 'medium'),
    }),
});
