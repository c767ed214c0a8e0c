import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import dkimKeys from '../../facts/mail/dkim-keys.ts';
import { selectorsIn } from '../../protocols/mail/view/dkim-view.ts';

export default check({
  title: 'Every declared DKIM selector has a key',
  failingTitle: 'A declared DKIM selector has no key: the mail signed with it fails',
  requirements: ['MAIL-2'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'high',
  impact: 'deliverability',
  why: 'Receivers cannot verify the signature, so the mail counts as unsigned or forged.',
  sources: [rfc(6376, '6.1.2')],
  needs: { keys: dkimKeys },
  fix: 'Publish the key the service shows for this selector, or correct the selector in launch.yaml.',
  effortMinutes: 20,
  reproduce: ({ target }) => `dig <selector>._domainkey.${target.name} TXT +short`,
  judge: ({ keys }) => {
    const declared = keys.selectors.filter(({ origin }) => origin === 'declared');
    if (declared.length === 0) return notApplicable('the manifest names no selector');
    if (selectorsIn(keys, 'key').length === 0)
      return notApplicable('there is no key at all: mail/dkim-presence');
    const unread = declared.find(({ status }) => status === 'failure');
    if (unread !== undefined) return unknown(`${unread.name} got no answer`, `dig ${unread.name} TXT`);
    const missing = declared.filter((one) => one.texts.length === 0 && one.aliases.length === 0);
    const [first] = missing;
    if (first === undefined) return pass(`${declared.length} declared selectors are there`);
    return fail(`${first.name} does not exist`, {
      evidence: [
        lines(
          'Names without a key',
          missing.map(({ name }) => name),
        ),
      ],
    });
  },
});
