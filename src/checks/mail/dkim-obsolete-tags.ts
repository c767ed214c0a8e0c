import { check, rfc } from '../../model/check.ts';
import { plural } from '../../model/words.ts';
import dkimKeys from '../../facts/mail/dkim-keys.ts';
import { judgeKeys } from '../../protocols/mail/view/dkim-rule.ts';

export default check({
  title: 'DKIM key records hold current tags only',
  failingTitle: 'A DKIM key record holds a tag of the old standard',
  requirements: ['MAIL-2'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'low',
  impact: 'operability',
  why: 'Harmless today; some older receivers read g= and then refuse the key.',
  sources: [rfc(6376, 'C')],
  needs: { keys: dkimKeys },
  fix: 'Remove g= from the key record.',
  effortMinutes: 5,
  reproduce: ({ target }) => `dig <selector>._domainkey.${target.name} TXT +short`,
  judge: ({ keys }) =>
    judgeKeys(keys, {
      fails: ({ key }) => key.issues.some(({ id }) => id === 'old-granularity'),
      says: () => '"g=" is a left-over of RFC 4871',
      fine: (count) => `${plural(count, 'key')} with current tags`,
    }),
});
