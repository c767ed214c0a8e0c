import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import addresses from '../../facts/domain/addresses.ts';
import { canonicalIp } from '../../protocols/hosting/networks-of.ts';
import { isProxied } from '../../protocols/hosting/recognise.ts';

export default check({
  title: 'The host leads where it is meant to',
  failingTitle: 'The host leads to another place than declared: visitors reach the wrong server',
  requirements: ['DNS-1'],
  stage: 'dns',
  target: 'host',
  severity: 'blocker',
  impact: 'revenue',
  why: 'Customers see an old version, somebody else’s page, or an error.',
  sources: [rfc(1034, '3.6')],
  needs: { addresses },
  fix: 'Correct the record to the declared origin, or correct `origins` in the manifest when the move was meant.',
  effortMinutes: 10,
  reproduce: ({ target }) => `dig ${target.name} +short`,
  judge: ({ addresses: seen }, { manifest, target }) => {
    const declared = manifest.hosts.find((host) => host.name === target.name);
    if (declared === undefined || declared.origins.length === 0)
      return notApplicable('no origin is declared for this host');
    const reached = [...seen.ipv4, ...seen.ipv6];
    if (reached.length === 0) return notApplicable('it has no address: domain/host-resolution');
    const aliases = seen.chain.map((alias) => alias.target);
    if (declared.isProxied === true && isProxied({ aliases, addresses: reached }) === true)
      return notApplicable('a proxy stands in front, the origin cannot be seen in DNS');
    const meant = new Set(declared.origins.map((origin) => canonicalIp(origin.replace(/\.$/, ''))));
    if (aliases.some((alias) => meant.has(alias)))
      return pass(`the alias leads to ${declared.origins.join(', ')}`);
    const strays = reached.filter((address) => !meant.has(canonicalIp(address)));
    if (strays.length === 0) return pass(`${reached.join(', ')}, as declared`);
    const rows = [
      ['declared', declared.origins.join(', ')],
      ['in DNS', [...aliases, ...reached].join(', ')],
    ];
    return fail(`${strays.join(', ')} is not among the declared origins`, {
      evidence: [table('Origins', ['', 'Where'], rows)],
      severity: strays.length === reached.length ? 'blocker' : 'high',
    });
  },
});
