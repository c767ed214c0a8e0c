import { check, fail, notApplicable, page, pass } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import addresses from '../../facts/domain/addresses.ts';
import { isProxied, recogniseHost } from '../../protocols/hosting/recognise.ts';

export default check({
  title: 'The host is behind the delivery network exactly where declared',
  failingTitle: 'The host is declared behind the delivery network but leads straight to the origin',
  requirements: ['DNS-7', 'DNS-1'],
  stage: 'dns',
  target: 'host',
  severity: 'high',
  impact: 'security',
  why: 'Without the proxy the origin’s address is public, and its firewall, cache and certificate do not apply.',
  sources: [page('Cloudflare: proxy status', 'https://developers.cloudflare.com/dns/proxy-status/')],
  needs: { addresses },
  fix: 'Turn the proxy on for this record at the DNS provider, or set isProxied to false in the manifest.',
  effortMinutes: 5,
  reproduce: ({ target }) => `dig ${target.name} +short; curl -sI https://${target.name}/`,
  judge: ({ addresses: seen }, { manifest, target }) => {
    const declared = manifest.hosts.find((host) => host.name === target.name)?.isProxied ?? null;
    if (declared === null) return notApplicable('the manifest does not say whether a proxy is wanted');
    const signs = {
      aliases: seen.chain.map((alias) => alias.target),
      addresses: [...seen.ipv4, ...seen.ipv6],
    };
    if (signs.addresses.length === 0) return notApplicable('it has no address: domain/host-resolution');
    const isBehind = isProxied(signs) === true;
    const by = recogniseHost(signs)?.provider.name ?? 'an unknown network';
    const evidence = [lines('Leads to', [...signs.aliases, ...signs.addresses])];
    if (declared && !isBehind)
      return fail(`it leads straight to ${signs.addresses[0]} (${by})`, { evidence });
    if (!declared && isBehind)
      return fail(`it is declared as direct but passes through ${by}`, { evidence, severity: 'low' });
    return pass(isBehind ? `behind ${by}` : `direct, ${signs.addresses[0]}`);
  },
});
