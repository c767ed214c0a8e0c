import { check, rfc } from '../../model/check.ts';
import { plural } from '../../model/words.ts';
import dkimKeys from '../../facts/mail/dkim-keys.ts';
import { judgeKeys } from '../../protocols/mail/view/dkim-rule.ts';

export default check({
  title: 'DKIM key records can be read',
  failingTitle: 'A DKIM key record cannot be read: everything signed with it fails',
  requirements: ['MAIL-2'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'high',
  impact: 'deliverability',
  why: 'A cut or mistyped key verifies nothing; pasting into a DNS form is where it usually breaks.',
  sources: [rfc(6376, '3.6.1'), rfc(6376, '3.2')],
  needs: { keys: dkimKeys },
  fix: 'Publish the record again exactly as the service shows it, in one piece.',
  effortMinutes: 20,
  reproduce: ({ target }) => `dig <selector>._domainkey.${target.name} TXT +short`,
  judge: ({ keys }) =>
    judgeKeys(keys, {
      fails: ({ key }) => key.problem !== null,
      says: ({ key }) => key.problem?.message ?? '',
      fine: (count) => `${plural(count, 'key')}, all readable`,
    }),
});
