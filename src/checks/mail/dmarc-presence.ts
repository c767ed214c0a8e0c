import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { optional } from '../../model/need.ts';
import delegation from '../../facts/domain/delegation.ts';
import dmarc from '../../facts/mail/dmarc.ts';
import misplaced from '../../facts/domain/misplaced.ts';
import spfTree from '../../facts/mail/spf-tree.ts';
import { dmarcOf, lookalikes, unread } from '../../protocols/mail/view/dmarc-view.ts';
import { receiverTable } from '../../protocols/mail/view/receivers.ts';
import { silenceOf } from '../../protocols/mail/view/sending.ts';
import { unregistered } from '../../protocols/mail/view/unregistered.ts';

export default check({
  title: 'The domain has a DMARC record',
  failingTitle: 'The domain has no DMARC record: forged mail in your name is nobody’s business',
  requirements: ['MAIL-3'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'high',
  impact: 'deliverability',
  why: 'Bulk senders without DMARC are refused by Gmail, Yahoo and Microsoft, and nobody reports forgeries to you.',
  sources: [rfc(9989, '4.10.1')],
  needs: { dmarc, misplaced: optional(misplaced), spf: optional(spfTree), delegation: optional(delegation) },
  fix: 'Publish TXT _dmarc with "v=DMARC1; p=none; rua=mailto:..." and tighten it once the reports are clean.',
  effortMinutes: 15,
  reproduce: ({ target }) => `dig _dmarc.${target.name} TXT +short`,
  judge: ({ dmarc: seen, misplaced: zone, spf, delegation: delegated }, { manifest, target }) => {
    const { discovery, own } = dmarcOf(seen);
    const at = discovery.walk.steps.find(({ state }) => state === 'record');
    if (at !== undefined) return pass(`a record at _dmarc.${at.domain}`);
    if (discovery.walk.steps.some(({ state }) => state === 'several'))
      return notApplicable('there are several records: mail/dmarc-single');
    if (!discovery.isComplete) return unread(seen);
    const silent = silenceOf(target.name, manifest, spf.state === 'known' ? spf.value.tree : null);
    if (silent !== null) return notApplicable(`${silent}: mail/silent-domain`);
    if (own.values.some((text) => /^\s*\\?["'\u201c\u201d]/.test(text)))
      return notApplicable('it stands there in quotation marks: domain/pasted-quotes');
    if (lookalikes(seen).length > 0) return notApplicable('a text was meant to be DMARC: mail/dmarc-syntax');
    const isDoubled =
      zone.state === 'known' && zone.value.doubled.some(({ name }) => name.startsWith('_dmarc.'));
    if (isDoubled) return notApplicable('it stands below the doubled name: domain/doubled-suffix');
    const gone = unregistered(delegated);
    if (gone !== null) return notApplicable(gone);
    const isBulk = manifest.mail.messages.some(({ isMarketing }) => isMarketing);
    return fail(`no record at ${discovery.walk.steps.map(({ domain }) => `_dmarc.${domain}`).join(', ')}`, {
      severity: isBulk ? 'blocker' : 'high',
      evidence: [receiverTable({ hasDmarcRecord: false, isMarketing: isBulk })],
    });
  },
});
