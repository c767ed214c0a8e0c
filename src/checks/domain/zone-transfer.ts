import { check, fail, pass, rfc, unknown } from '../../model/check.ts';
import { lines, table } from '../../model/evidence.ts';
import transfer from '../../facts/domain/transfer.ts';

export default check({
  title: 'Strangers cannot copy the whole zone',
  failingTitle: 'Anybody can copy the whole zone: every internal name is public',
  requirements: ['DNS-5', 'DNS-2'],
  stage: 'dns',
  target: 'zone',
  severity: 'medium',
  impact: 'security',
  why: 'The list of all names shows attackers the admin panel, the staging system and the forgotten server.',
  sources: [rfc(5936, '6')],
  needs: { transfer },
  fix: 'Allow transfers (AXFR) only to your own secondary servers, by key or address.',
  effortMinutes: 15,
  reproduce: ({ target }) => `dig ${target.name} AXFR @<name server>`,
  judge: ({ transfer: seen }) => {
    const open = seen.servers.filter((each) => each.isOpen === true);
    const [first] = open;
    if (first !== undefined)
      return fail(`${first.server} gave away ${first.records} records`, {
        evidence: [
          table(
            'Transfers',
            ['Name server', 'Result'],
            seen.servers.map((each) => [each.server, each.note]),
          ),
          lines('First names', [...new Set(seen.records.map((record) => record.name))].slice(0, 20)),
        ],
      });
    const closed = seen.servers.filter((each) => each.isOpen === false);
    if (closed.length < seen.servers.length)
      return unknown(
        `${seen.servers.length - closed.length} of ${seen.servers.length} name servers did not say`,
        'dig <zone> AXFR @<name server>',
      );
    return pass(`${closed.length} of ${closed.length} name servers refuse`);
  },
});
