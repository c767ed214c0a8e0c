import { check, rfc } from '../../model/check.ts';
import { plural } from '../../model/words.ts';
import dkimKeys from '../../facts/mail/dkim-keys.ts';
import { rsaBits } from '../../protocols/mail/dkim/key.ts';
import { judgeKeys } from '../../protocols/mail/view/dkim-rule.ts';

export default check({
  title: 'DKIM keys are long enough',
  failingTitle: 'A DKIM key is too short',
  requirements: ['MAIL-2'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'blocker',
  impact: 'deliverability',
  why: 'Receivers ignore signatures by keys below 1024 bits, and keys below 2048 can be broken by those who try.',
  sources: [rfc(8301, '3.2')],
  needs: { keys: dkimKeys },
  fix: 'Create a key of 2048 bits under a new selector, sign with it, then remove the old one.',
  effortMinutes: 20,
  reproduce: ({ target }) => `dig <selector>._domainkey.${target.name} TXT +short`,
  judge: ({ keys }) =>
    judgeKeys(keys, {
      fails: ({ key }) => key.bits !== null && key.keyType === 'rsa' && key.bits < rsaBits.advised,
      says: ({ key }) => `RSA ${key.bits ?? 0} bits`,
      fine: (count) => `${plural(count, 'key')} of 2048 bits or more, or Ed25519`,
      severity: ({ key }) => ((key.bits ?? 0) < rsaBits.least ? 'blocker' : 'medium'),
    }),
});
