import { check, fail, pass, rfc, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import { plural } from '../../model/words.ts';
import blockLists from '../../facts/mail/block-lists.ts';
import { readList } from '../../protocols/mail/view/block-list-view.ts';

export default check({
  title: 'The domain and its sending addresses are on no block list',
  failingTitle: 'The domain or a sending address is on a block list: mail is refused',
  requirements: ['MAIL-8'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'high',
  impact: 'deliverability',
  why: 'Mailbox providers ask these lists first; mail from a listed address is refused before anybody reads it.',
  sources: [rfc(5782, '2.1'), rfc(5782, '5')],
  needs: { lists: blockLists },
  fix: 'Find out why (a stolen account, an old list of addresses), stop it, then ask the list for removal at the address shown.',
  effortMinutes: 120,
  reproduce: ({ target }) =>
    `dig test.dbl.spamhaus.org A +short; dig ${target.name}.dbl.spamhaus.org A +short`,
  judge: ({ lists }) => {
    const rows = lists.lists.map((each) => readList(each));
    const listed = rows.flatMap(({ list, hits }) =>
      hits.map(({ subject, codes }) => [subject, list.name, codes.join(', '), list.removal]),
    );
    const [first] = listed;
    if (first !== undefined)
      return fail(`${first[0] ?? ''} is on ${first[1] ?? ''} (${first[2] ?? ''})`, {
        evidence: [table('Listings', ['Subject', 'List', 'Answer', 'Removal'], listed)],
      });
    const answering = rows.filter(({ why }) => why === null);
    const [silent] = rows.filter(({ why }) => why !== null);
    if (silent !== undefined && answering.length === 0)
      return unknown(`no block list answers this resolver; ${silent.list.name}: ${silent.why ?? ''}`, remedy);
    return pass(
      `on none of ${plural(answering.length, 'list')}${silent === undefined ? '' : `; ${rows.length - answering.length} did not answer this resolver`}`,
    );
  },
});

const remedy = 'ask through a resolver of your own, not a public one, or look at https://check.spamhaus.org/';
