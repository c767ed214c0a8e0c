import { check, fail, pass, rfc } from '../../model/check.ts';
import { lines, note } from '../../model/evidence.ts';
import { plural } from '../../model/words.ts';
import dmarc from '../../facts/mail/dmarc.ts';
import { dmarcOf, lookalikes, recordEvidence, recordToJudge } from '../../protocols/mail/view/dmarc-view.ts';

export default check({
  title: 'The DMARC record is spelt correctly',
  failingTitle: 'The DMARC record has a mistake in it',
  requirements: ['MAIL-3'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'medium',
  impact: 'deliverability',
  why: 'A tag that cannot be read is ignored, and a wrong policy tag switches the protection off.',
  sources: [rfc(9989, '4.7'), rfc(9989, '4.8')],
  needs: { dmarc },
  fix: 'Correct the tag shown: "v=DMARC1" first, then p=none, quarantine or reject, tags parted by semicolons.',
  effortMinutes: 10,
  reproduce: ({ target }) => `dig _dmarc.${target.name} TXT +short`,
  judge: ({ dmarc: seen }, { manifest }) => {
    const [lookalike] = dmarcOf(seen).discovery.record === null ? lookalikes(seen) : [];
    if (lookalike !== undefined && !/^\s*\\?["'\u201c\u201d]/.test(lookalike))
      return fail(`"${lookalike.slice(0, 80)}" is meant to be DMARC and is not recognised`, {
        severity: 'high',
        evidence: [note('The text must begin with "v=DMARC1;" in exactly this case (RFC 9989 section 4.7).')],
      });
    const { record, at, verdict } = recordToJudge(seen, manifest);
    if (record === null) return verdict;
    const wrong = record.issues.filter(
      ({ id }) => !['obsolete-tag', 'p-order', 'fo-without-ruf'].includes(id),
    );
    const [first] = wrong.toSorted((a, b) => Number(b.tag === 'p') - Number(a.tag === 'p'));
    if (first === undefined) return pass(plural(record.order.length, 'tag'));
    const { policy, from } = dmarcOf(seen).discovery;
    // A policy that cannot be read leaves "none" (section 4.10.1), or nothing at all.
    const isOff = policy === null || from === 'default';
    return fail(`${first.message}${isOff ? ': no policy is applied' : ''}`, {
      severity: isOff ? 'high' : wrong.every(({ id }) => id === 'unknown-tag') ? 'low' : 'medium',
      evidence: [
        recordEvidence(at, record),
        lines(
          'Issues',
          wrong.map(({ message, section }) => `${message} (RFC 9989 section ${section})`),
        ),
      ],
    });
  },
});
