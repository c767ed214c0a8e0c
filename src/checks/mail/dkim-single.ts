import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import { plural } from '../../model/words.ts';
import dkimKeys from '../../facts/mail/dkim-keys.ts';

export default check({
  title: 'Each DKIM selector has one record',
  failingTitle: 'A DKIM selector has several records: which one receivers take is chance',
  requirements: ['MAIL-2'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'high',
  impact: 'deliverability',
  why: 'Some mails verify and some fail, with nothing in between to see why.',
  sources: [rfc(6376, '3.6.2.2')],
  needs: { keys: dkimKeys },
  fix: 'Keep the record of the key that signs and delete the others.',
  effortMinutes: 10,
  reproduce: ({ target }) => `dig <selector>._domainkey.${target.name} TXT +short`,
  judge: ({ keys }) => {
    const several = keys.selectors.filter(({ texts }) => texts.length > 1);
    const [first] = several;
    if (first !== undefined)
      return fail(`${plural(first.texts.length, 'record')} at ${first.name}`, {
        evidence: [lines('Records', first.texts)],
      });
    const unread = keys.selectors.find(({ status }) => status === 'failure');
    if (unread !== undefined) return unknown(`${unread.name} got no answer`, `dig ${unread.name} TXT`);
    return keys.selectors.length === 0 ? notApplicable('no key was found') : pass('one record each');
  },
});
