import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import { optional } from '../../model/need.ts';
import { plural } from '../../model/words.ts';
import dkimKeys from '../../facts/mail/dkim-keys.ts';
import senders from '../../facts/mail/senders.ts';
import { sendersOf } from '../../protocols/mail/view/senders-view.ts';

export default check({
  title: 'Aliases of DKIM keys lead to a key',
  failingTitle: 'The alias of a DKIM key leads nowhere: everything signed with it fails',
  requirements: ['MAIL-2'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'high',
  impact: 'deliverability',
  why: 'The service removed the key behind the alias, or the alias was mistyped: receivers find no key.',
  sources: [rfc(6376, '3.6.2.2'), rfc(1034, '3.6.2')],
  needs: { keys: dkimKeys, senders: optional(senders) },
  fix: 'Compare the CNAME with the set-up page of the service; remove it if you left the service.',
  effortMinutes: 15,
  reproduce: ({ target }) => `dig <selector>._domainkey.${target.name} TXT +short`,
  judge: ({ keys, senders: seen }) => {
    const aliased = keys.selectors.filter(({ aliases }) => aliases.length > 0);
    if (aliased.length === 0) return notApplicable('no key is an alias');
    const unread = aliased.find(({ status }) => status === 'failure');
    const dead = aliased.filter(({ status, texts }) => status !== 'failure' && texts.length === 0);
    const [first] = dead;
    if (first === undefined)
      return unread === undefined
        ? pass(`${plural(aliased.length, 'alias', 'aliases')} with a key behind`)
        : unknown(`${unread.name} got no answer`, `dig ${unread.name} TXT`);
    const services = seen.state === 'known' ? sendersOf(seen.value.evidence) : [];
    const isTold = services.some(
      ({ state, because }) => state === 'dead' && because.some((sign) => sign.startsWith(`${first.name}:`)),
    );
    if (isTold) return notApplicable('the whole service is dead: mail/sender-dead');
    return fail(`${first.name} leads to ${first.aliases.at(-1) ?? ''}, which has no key`, {
      evidence: [
        table(
          'Aliases',
          ['Name', 'Leads to'],
          dead.map(({ name, aliases }) => [name, aliases.join(' -> ')]),
        ),
      ],
    });
  },
});
