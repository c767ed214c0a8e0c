import { check, rfc } from '../../model/check.ts';
import { plural } from '../../model/words.ts';
import dkimKeys from '../../facts/mail/dkim-keys.ts';
import { judgeKeys } from '../../protocols/mail/view/dkim-rule.ts';

export default check({
  title: 'No DKIM key in use is revoked',
  failingTitle: 'A DKIM key in use is revoked: everything signed with it fails',
  requirements: ['MAIL-2'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'high',
  impact: 'deliverability',
  why: '"p=" without a value tells receivers to refuse the signature.',
  sources: [rfc(6376, '3.6.1')],
  needs: { keys: dkimKeys },
  fix: 'Publish the current public key of the service under this selector, or sign with another one.',
  effortMinutes: 20,
  reproduce: ({ target }) => `dig <selector>._domainkey.${target.name} TXT +short`,
  judge: ({ keys }) =>
    judgeKeys(keys, {
      fails: ({ key, isInUse }) => key.isRevoked && isInUse,
      says: () => 'revoked: "p=" is empty',
      fine: (count) => `${plural(count, 'key')}, none in use revoked`,
    }),
});
