import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { lines, note } from '../../model/evidence.ts';
import { optional } from '../../model/need.ts';
import delegation from '../../facts/domain/delegation.ts';
import dkimKeys from '../../facts/mail/dkim-keys.ts';
import spfTree from '../../facts/mail/spf-tree.ts';
import { receiverTable } from '../../protocols/mail/view/receivers.ts';
import { selectorsIn } from '../../protocols/mail/view/dkim-view.ts';
import { silenceOf } from '../../protocols/mail/view/sending.ts';
import { unregistered } from '../../protocols/mail/view/unregistered.ts';

export default check({
  title: 'The domain has a DKIM key',
  failingTitle: 'The domain has no DKIM key: no mail of yours can be signed as yours',
  requirements: ['MAIL-2'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'high',
  impact: 'deliverability',
  why: 'Gmail, Yahoo and Microsoft want a signature from everybody who sends in bulk, and forwarded mail passes by nothing else.',
  sources: [rfc(6376, '3.6.2'), rfc(8020, '2')],
  needs: { keys: dkimKeys, spf: optional(spfTree), delegation: optional(delegation) },
  fix: 'Switch on DKIM at each service you send with and publish the records it shows.',
  effortMinutes: 30,
  reproduce: ({ target }) => `dig <selector>._domainkey.${target.name} TXT +short`,
  judge: ({ keys, spf, delegation: delegated }, { manifest, target }) => {
    const good = selectorsIn(keys, 'key');
    if (good.length > 0) return pass(`keys at ${good.map(({ selector }) => selector).join(', ')}`);
    const silent = silenceOf(target.name, manifest, spf.state === 'known' ? spf.value.tree : null);
    if (silent !== null) return notApplicable(`${silent}: mail/silent-domain`);
    if (keys.wildcard !== null) return notApplicable('every selector answers alike: mail/dkim-wildcard');
    const [bad] = selectorsIn(keys, 'revoked', 'broken');
    if (bad !== undefined)
      return notApplicable(`the only key, ${bad.selector}, is told by mail/dkim-revoked or mail/dkim-syntax`);
    if (keys.selectors.some(({ aliases }) => aliases.length > 0))
      return notApplicable('the alias of the key leads nowhere: mail/dkim-alias-target');
    const declared = keys.selectors.filter(({ origin }) => origin === 'declared');
    const unread = declared.find(({ status }) => status === 'failure');
    if (keys.tree === 'unknown')
      return unknown(`_domainkey.${keys.domain} got no answer`, `dig _domainkey.${keys.domain} TXT`);
    const gone = unregistered(delegated);
    if (gone !== null) return notApplicable(gone);
    if (keys.tree === 'absent')
      return fail(`_domainkey.${keys.domain} does not exist, so there is no key under any selector`, {
        evidence: [
          note('A name that does not exist has nothing below it (RFC 8020 section 2).'),
          receiverTable({
            hasSpfPass: spf.state === 'known' && spf.value.tree.state === 'record',
            hasDkimPass: false,
          }),
        ],
      });
    if (declared.length > 0 && unread === undefined)
      return fail(
        `none of the declared selectors has a key: ${declared.map(({ selector }) => selector).join(', ')}`,
        {
          evidence: [
            lines(
              'Names without a key',
              declared.map(({ name }) => name),
            ),
          ],
        },
      );
    return unknown(
      `whether there is a DKIM key: selectors cannot be listed, and none of ${keys.probed} usual ones has one`,
      'declare the selectors in launch.yaml below mail.senders, or prove it with a real mail: launch-ready mail test',
    );
  },
});
