import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import dmarc from '../../facts/mail/dmarc.ts';
import { dmarcOf, unread } from '../../protocols/mail/view/dmarc-view.ts';

export default check({
  title: 'There is one DMARC record',
  failingTitle: 'There are several DMARC records: receivers ignore them all',
  requirements: ['MAIL-3'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'high',
  impact: 'deliverability',
  why: 'Two records count as none, so forged mail is delivered as before.',
  sources: [rfc(9989, '4.10'), rfc(7489, '6.6.3')],
  needs: { dmarc },
  fix: 'Keep one record and delete the other; merge their report addresses.',
  effortMinutes: 10,
  reproduce: ({ target }) => `dig _dmarc.${target.name} TXT +short`,
  judge: ({ dmarc: seen }, { manifest, target }) => {
    const { discovery, own } = dmarcOf(seen);
    const several = discovery.walk.steps.filter(({ state }) => state === 'several');
    const mine = several.find(
      ({ domain }) => domain === target.name || !manifest.mail.domains.includes(domain),
    );
    if (mine !== undefined)
      return fail(`more than one record at _dmarc.${mine.domain}`, {
        evidence: [lines('Texts', own.values)],
      });
    if (several.length > 0) return notApplicable('told at the domain above');
    return discovery.isComplete ? pass('no name has two') : unread(seen);
  },
});
