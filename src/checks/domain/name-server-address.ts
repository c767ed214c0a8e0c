import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import servers from '../../facts/domain/servers.ts';
import { specialUse } from '../../protocols/hosting/networks-of.ts';

export default check({
  title: 'Name servers have public addresses',
  failingTitle: 'A name server has an address nobody on the internet can reach',
  requirements: ['DNS-2'],
  stage: 'dns',
  target: 'zone',
  severity: 'high',
  impact: 'revenue',
  why: 'Visitors who pick that server wait for an answer that cannot come.',
  sources: [rfc(6890, '2.2.2'), rfc(1918, '5')],
  needs: { servers },
  fix: 'Give the name server’s name its public address, or remove it from the NS records.',
  effortMinutes: 15,
  reproduce: ({ target }) => `for n in $(dig ${target.name} NS +short); do dig $n A +short; done`,
  judge: ({ servers: seen }, { manifest }) => {
    if (manifest.isPrivateNetworkAllowed)
      return notApplicable('the product runs on private addresses on purpose');
    const rows = seen.names.flatMap((each) =>
      each.addresses.flatMap((address) => {
        const why = specialUse(address);
        return why === null ? [] : [[each.name, address, why]];
      }),
    );
    const [first] = rows;
    if (first === undefined) return pass(`${seen.names.length} name servers on public addresses`);
    return fail(`${first[0]} has ${first[1]}, a ${first[2]}`, {
      evidence: [table('Addresses', ['Name server', 'Address', 'Kind'], rows)],
    });
  },
});
