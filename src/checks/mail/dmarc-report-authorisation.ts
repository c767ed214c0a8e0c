import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import { plural } from '../../model/words.ts';
import dmarc from '../../facts/mail/dmarc.ts';
import { dmarcOf, recordToJudge } from '../../protocols/mail/view/dmarc-view.ts';

export default check({
  title: 'Other domains agree to get the reports',
  failingTitle: 'DMARC reports go to a domain that has not agreed: receivers send none',
  requirements: ['MAIL-3'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'high',
  impact: 'operability',
  why: 'You believe you are watching and get nothing.',
  sources: [rfc(9990, '4'), rfc(7489, '7.1')],
  needs: { dmarc },
  fix: 'Ask the report service for its consent record, or use an address in your own domain.',
  effortMinutes: 10,
  reproduce: ({ target }) => `dig _dmarc.${target.name} TXT +short`,
  judge: ({ dmarc: seen }, { manifest }) => {
    const { record, verdict } = recordToJudge(seen, manifest);
    if (record === null) return verdict;
    const { destinations } = dmarcOf(seen);
    if (destinations.length === 0) return notApplicable('no report address');
    const refused = destinations.filter(({ state }) => state === 'refused');
    const rows = destinations.map(({ uri, state, name }) => [uri, state, name ?? '']);
    const evidence = [table('Destinations', ['Address', 'Consent', 'Asked at'], rows)];
    const [first] = refused;
    if (first !== undefined)
      return fail(`${first.destination} has no record at ${first.name ?? ''}`, { evidence });
    const open = destinations.find(({ state }) => state === 'unknown');
    if (open !== undefined) return unknown(`${open.name ?? ''} got no answer`, `dig ${open.name ?? ''} TXT`);
    return pass(
      `${plural(destinations.length, 'destination')}, ${destinations.filter(({ isInternal }) => isInternal).length} of your own`,
    );
  },
});
