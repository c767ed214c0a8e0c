import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import { plural } from '../../model/words.ts';
import dmarc from '../../facts/mail/dmarc.ts';
import { isAlignedBySuffixList } from '../../protocols/mail/dmarc/evaluate.ts';
import { addressDomain } from '../../protocols/mail/view/sending.ts';
import { recordEvidence, recordToJudge } from '../../protocols/mail/view/dmarc-view.ts';

export default check({
  title: 'Every sender is aligned with the From address',
  failingTitle: 'A sender authenticates as another domain than the one in From: DMARC fails for it',
  requirements: ['MAIL-3'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'high',
  impact: 'deliverability',
  why: 'The mail passes SPF and DKIM and is refused all the same, because they vouch for somebody else.',
  sources: [rfc(9989, '4.4'), rfc(9989, '4.10.2')],
  needs: { dmarc },
  fix: 'Let the service sign with your domain (its domain authentication), or relax adkim= and aspf= to r.',
  effortMinutes: 10,
  reproduce: ({ target }) => `dig _dmarc.${target.name} TXT +short`,
  judge: ({ dmarc: seen }, { manifest, target }) => {
    const { record, at, verdict } = recordToJudge(seen, manifest);
    if (record === null) return verdict;
    const froms = [...new Set(manifest.mail.messages.flatMap(({ from }) => addressDomain(from) ?? []))];
    const mine = froms.filter((from) => from === target.name);
    const senders = manifest.mail.senders;
    if (mine.length === 0 || senders.length === 0)
      return notApplicable('the manifest names no mail with this From domain');
    const rows = senders.map(({ provider, domain }) => [
      provider,
      domain,
      isAlignedBySuffixList(target.name, domain, record.adkim) ? 'aligned' : 'not aligned',
    ]);
    const aligned = rows.filter(([, , state]) => state === 'aligned');
    const evidence = [
      table('Senders', ['Sender', 'Signs as', `adkim=${record.adkim}, aspf=${record.aspf}`], rows),
      recordEvidence(at, record),
    ];
    if (aligned.length === 0)
      return fail(
        `no sender signs as ${target.name}; ${senders[0]?.provider ?? ''} signs as ${senders[0]?.domain ?? ''}`,
        { evidence },
      );
    return pass(`${aligned.length} of ${plural(rows.length, 'sender')} signing as ${target.name}`);
  },
});
