import { check, rfc } from '../../model/check.ts';
import spfTree from '../../facts/mail/spf-tree.ts';
import { judgeIssues } from '../../protocols/mail/view/spf-view.ts';

export default check({
  title: 'SPF authorises no huge address ranges',
  failingTitle: 'SPF authorises a huge address range that is not yours alone',
  requirements: ['MAIL-1'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'high',
  impact: 'trust',
  why: 'Every machine in the range can send as you, rented by the hour.',
  sources: [rfc(7208, '11.4')],
  needs: { spf: spfTree },
  fix: 'Name the addresses or smaller networks that really send.',
  effortMinutes: 15,
  reproduce: ({ target }) => `dig ${target.name} TXT +short | grep spf1`,
  judge: ({ spf }) =>
    judgeIssues(spf, { ids: ['wide-network'], fine: () => 'no range wider than /16 (IPv4) or /32 (IPv6)' }),
});
