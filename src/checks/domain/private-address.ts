import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import addresses from '../../facts/domain/addresses.ts';
import { specialUse } from '../../protocols/hosting/networks-of.ts';

export default check({
  title: 'Public hosts have public addresses',
  failingTitle: 'A public host leads to an address that exists only inside a private network',
  requirements: ['DNS-1', 'DNS-3'],
  stage: 'dns',
  target: 'host',
  severity: 'blocker',
  impact: 'revenue',
  why: 'It works in your office and for nobody else; and it shows strangers how your inside network is built.',
  sources: [rfc(6890, '2.2.2'), rfc(1918, '5')],
  needs: { addresses },
  fix: 'Replace the address with the public one, or move the name to an internal zone.',
  effortMinutes: 10,
  reproduce: ({ target }) => `dig ${target.name} +short`,
  judge: ({ addresses: seen }, { manifest, target }) => {
    if (manifest.isPrivateNetworkAllowed)
      return notApplicable('the product runs on private addresses on purpose');
    const all = [...seen.ipv4, ...seen.ipv6];
    if (all.length === 0) return notApplicable('it has no address: domain/host-resolution');
    const declared = manifest.hosts.find((host) => host.name === target.name);
    if (declared?.isPublic === false) return notApplicable('declared as not public');
    const rows = all.flatMap((address) => {
      const why = specialUse(address);
      return why === null ? [] : [[address, why]];
    });
    const [first] = rows;
    if (first === undefined) return pass(`${all.length} public addresses`);
    const isOurs = declared !== undefined || !manifest.isDeclared;
    return fail(`${first[0]} is a ${first[1]}`, {
      evidence: [table('Addresses', ['Address', 'Kind'], rows)],
      severity: isOurs ? 'blocker' : 'medium',
    });
  },
});
