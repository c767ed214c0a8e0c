import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { note } from '../../model/evidence.ts';
import { optional } from '../../model/need.ts';
import delegation from '../../facts/domain/delegation.ts';
import mx from '../../facts/mail/mx.ts';
import spfTree from '../../facts/mail/spf-tree.ts';
import { readMx } from '../../protocols/mail/mx.ts';
import { silenceOf } from '../../protocols/mail/view/sending.ts';
import { unregistered } from '../../protocols/mail/view/unregistered.ts';

export default check({
  title: 'The domain says where its mail goes',
  failingTitle: 'The domain names no mail exchanger: replies and reports to it are lost',
  requirements: ['MAIL-4'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'high',
  impact: 'deliverability',
  why: 'Customers answer your mails; and some receivers refuse mail from a domain that takes none.',
  sources: [rfc(5321, '5.1'), rfc(7505, '1')],
  needs: { mx, spf: optional(spfTree), delegation: optional(delegation) },
  fix: 'Add the MX records of your mailbox provider, or "0 ." if the domain is meant to take no mail.',
  effortMinutes: 15,
  reproduce: ({ target }) => `dig ${target.name} MX +short`,
  judge: ({ mx: seen, spf, delegation: delegated }, { manifest, target }) => {
    const { exchanges } = readMx(seen.answer.values);
    if (exchanges.length > 0) return pass(exchanges.map(({ host }) => host).join(', '));
    const silent = silenceOf(target.name, manifest, spf.state === 'known' ? spf.value.tree : null);
    if (silent !== null) return notApplicable(`${silent}: mail/silent-domain`);
    const gone = unregistered(delegated);
    if (gone !== null) return notApplicable(gone);
    if (seen.hasAddress === null)
      return unknown('the address of the domain got no answer', `dig ${seen.domain} A`);
    const detail = seen.hasAddress ? 'mail would go to the web server' : 'and no address either';
    return fail(`no MX record, ${detail}`, {
      evidence: [note('Without MX, mail goes to the address of the domain itself (RFC 5321 section 5.1).')],
    });
  },
});
