import { check, rfc } from '../../model/check.ts';
import { plural } from '../../model/words.ts';
import dkimKeys from '../../facts/mail/dkim-keys.ts';
import { judgeKeys } from '../../protocols/mail/view/dkim-rule.ts';

export default check({
  title: 'DKIM keys allow SHA-256',
  failingTitle: 'A DKIM key allows only SHA-1, which receivers ignore',
  requirements: ['MAIL-2'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'high',
  impact: 'deliverability',
  why: 'Signatures by SHA-1 must not count any more.',
  sources: [rfc(8301, '3.1')],
  needs: { keys: dkimKeys },
  fix: 'Remove h= from the key record, or set h=sha256.',
  effortMinutes: 5,
  reproduce: ({ target }) => `dig <selector>._domainkey.${target.name} TXT +short`,
  judge: ({ keys }) =>
    judgeKeys(keys, {
      fails: ({ key }) => key.problem === null && key.hashes !== null && !key.hashes.includes('sha256'),
      says: ({ key }) => `h=${(key.hashes ?? []).join(':')}`,
      fine: (count) => `${plural(count, 'key')} usable with SHA-256`,
    }),
});
