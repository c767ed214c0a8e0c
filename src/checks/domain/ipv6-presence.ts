import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { note } from '../../model/evidence.ts';
import addresses from '../../facts/domain/addresses.ts';

export default check({
  title: 'The host has an IPv6 address where one is claimed or due',
  failingTitle: 'The host has no IPv6 address',
  requirements: ['DNS-1'],
  stage: 'dns',
  target: 'host',
  severity: 'low',
  impact: 'revenue',
  why: 'Mobile networks without IPv4 reach you only through a translator, slower and less reliably.',
  sources: [rfc(6540, '2')],
  needs: { addresses },
  fix: 'Add the AAAA record your hosting provider gives, or put a delivery network with IPv6 in front.',
  effortMinutes: 15,
  reproduce: ({ target }) => `dig ${target.name} AAAA +short`,
  judge: ({ addresses: seen }, { manifest, target }) => {
    if (seen.ipv6.length > 0) return pass(seen.ipv6.slice(0, 2).join(', '));
    if ((seen.unanswered ?? []).includes('AAAA'))
      return unknown('nobody answered the question for AAAA', `dig ${target.name} AAAA`);
    if (seen.ipv4.length === 0) return notApplicable('it has no address at all: domain/host-resolution');
    const declared = manifest.hosts.find((host) => host.name === target.name);
    if (declared?.hasIpv6 === false) return notApplicable('declared as IPv4 only');
    const isFront = target.name === (manifest.product.canonicalHost ?? manifest.product.domain);
    if (declared?.hasIpv6 !== true && !isFront) return notApplicable('IPv6 is not claimed for this host');
    return fail(`${seen.ipv4.length} IPv4 and 0 IPv6 addresses`, {
      evidence: [note(`IPv4: ${seen.ipv4.join(', ')}`)],
      severity: declared?.hasIpv6 === true ? 'medium' : 'low',
    });
  },
});
