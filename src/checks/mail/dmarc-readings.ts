import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import dmarc from '../../facts/mail/dmarc.ts';
import { isPartial } from '../../protocols/mail/dmarc/readings.ts';
import { dmarcOf, recordEvidence, recordToJudge, unread } from '../../protocols/mail/view/dmarc-view.ts';

export default check({
  title: 'Old and new receivers read the same DMARC policy',
  failingTitle: 'Receivers of the old and the new DMARC standard apply different policies to your mail',
  requirements: ['MAIL-3'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'medium',
  impact: 'trust',
  why: 'Part of the world protects your name and part does not; which is a matter of the software there.',
  sources: [rfc(9989, '4.10'), rfc(7489, '6.6.3')],
  needs: { dmarc },
  fix: 'Publish a record at the organisational domain that means the same in both: no pct below 100, psd only for registries.',
  effortMinutes: 10,
  reproduce: ({ target }) => `dig _dmarc.${target.name} TXT +short`,
  judge: ({ dmarc: seen }, { manifest }) => {
    const { record, at, verdict } = recordToJudge(seen, manifest);
    if (record === null) return verdict;
    const { discovery, legacy } = dmarcOf(seen);
    if (discovery.policy === null) return notApplicable('no policy can be read: mail/dmarc-syntax');
    if (!discovery.isComplete) return unread(seen);
    const readings = [
      ['RFC 9989, tree walk', discovery.policy, discovery.walk.organization],
      [
        'RFC 7489, public suffix list',
        legacy.policy === null ? 'none' : `${legacy.policy}, ${legacy.pct} %`,
        legacy.organization,
      ],
    ];
    const evidence = [
      table('Readings', ['Reader', 'Policy', 'Organisation'], readings),
      recordEvidence(at, record),
    ];
    if (isPartial(record))
      return fail(
        `pct=${record.pct ?? ''}: old receivers apply ${record.p ?? ''} to that share, new ones to all`,
        { evidence },
      );
    if (legacy.policy !== null && legacy.policy !== discovery.policy)
      return fail(`new receivers read ${discovery.policy}, old ones ${legacy.policy}`, { evidence });
    if (legacy.organization !== discovery.walk.organization)
      return fail(
        `new receivers see ${discovery.walk.organization}, old ones ${legacy.organization} as the organisation`,
        {
          evidence,
          severity: 'low',
        },
      );
    return pass(`both read ${discovery.policy}`);
  },
});
