import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import { optional } from '../../model/need.ts';
import delegation from '../../facts/domain/delegation.ts';
import spfTree from '../../facts/mail/spf-tree.ts';
import misplaced from '../../facts/domain/misplaced.ts';
import { isLookalike, isPasted } from '../../protocols/mail/spf/lookalike.ts';
import { silenceOf } from '../../protocols/mail/view/sending.ts';
import { unregistered } from '../../protocols/mail/view/unregistered.ts';

export default check({
  title: 'The domain has an SPF record',
  failingTitle: 'The domain has no SPF record: receivers cannot tell your mail from a forger’s',
  requirements: ['MAIL-1'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'high',
  impact: 'deliverability',
  why: 'Gmail, Yahoo and Microsoft want SPF from everybody who sends; without it mail lands in spam or is refused.',
  sources: [rfc(7208, '3')],
  needs: { spf: spfTree, misplaced: optional(misplaced), delegation: optional(delegation) },
  fix: 'Publish one TXT record at the domain: v=spf1, the includes of the services that send for you, then -all.',
  effortMinutes: 20,
  reproduce: ({ target }) => `dig ${target.name} TXT +short`,
  judge: ({ spf, misplaced: zone, delegation: delegated }, { manifest, target }) => {
    if (spf.tree.state !== 'missing') return pass(`an SPF record at ${spf.domain}`);
    const silent = silenceOf(target.name, manifest, spf.tree);
    if (silent !== null) return notApplicable(`${silent}: mail/silent-domain`);
    if (spf.texts.some(isPasted))
      return notApplicable('it stands there in quotation marks: domain/pasted-quotes');
    if (spf.texts.some(isLookalike)) return notApplicable('a text was meant to be SPF: mail/spf-syntax');
    const isDoubled =
      zone.state === 'known' &&
      zone.value.doubled.some(({ texts }) => /^v=spf1/i.test((texts ?? []).join('')));
    if (isDoubled) return notApplicable('it stands below the doubled name: domain/doubled-suffix');
    const gone = unregistered(delegated);
    if (gone !== null) return notApplicable(gone);
    return fail(`${spf.texts.length} TXT records at ${spf.domain}, none of them SPF`, {
      evidence: [lines('TXT records', spf.texts)],
    });
  },
});
