import { check, rfc } from '../../model/check.ts';
import { plural } from '../../model/words.ts';
import dkimKeys from '../../facts/mail/dkim-keys.ts';
import { judgeKeys } from '../../protocols/mail/view/dkim-rule.ts';

export default check({
  title: 'DKIM is not marked as a test',
  failingTitle: 'DKIM is marked as a test, so receivers may treat signed mail as unsigned',
  requirements: ['MAIL-2'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'high',
  impact: 'deliverability',
  why: '"t=y" was meant for the first days; while it stands, signatures may not count.',
  sources: [rfc(6376, '3.6.1')],
  needs: { keys: dkimKeys },
  fix: 'Remove the flag y from t= in the key record.',
  effortMinutes: 5,
  reproduce: ({ target }) => `dig <selector>._domainkey.${target.name} TXT +short`,
  judge: ({ keys }) =>
    judgeKeys(keys, {
      fails: ({ key }) => key.isTesting,
      says: () => '"t=y" says that the domain is only testing',
      fine: (count) => `${plural(count, 'key')} without the test flag`,
    }),
});
