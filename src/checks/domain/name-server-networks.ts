import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import servers from '../../facts/domain/servers.ts';
import { networkOf } from '../../protocols/hosting/networks-of.ts';
import { recogniseNameServer } from '../../protocols/hosting/recognise.ts';

export default check({
  title: 'Name servers stand in more than one network',
  failingTitle: 'All name servers stand in one network: one failure there takes the domain away',
  requirements: ['DNS-2'],
  stage: 'dns',
  target: 'zone',
  severity: 'low',
  impact: 'operability',
  why: 'A cut cable or a blocked network at one place takes down every name server at once.',
  sources: [rfc(2182, '3.1')],
  needs: { servers },
  fix: 'Add a secondary name server at another provider, or move the zone to managed (anycast) DNS.',
  effortMinutes: 60,
  reproduce: ({ target }) => `for n in $(dig ${target.name} NS +short); do dig $n A +short; done`,
  judge: ({ servers: seen }) => {
    const anycast = seen.names
      .map(({ name }) => recogniseNameServer(name))
      .find((provider) => provider?.isAnycast === true);
    if (anycast !== undefined && anycast !== null)
      return pass(`${anycast.name} answers from many places through the same addresses`);
    const named = seen.names.filter((each) => each.addresses.length > 0);
    if (named.length < 2) return notApplicable('one name server: domain/name-server-count');
    const addresses = named.flatMap((each) => each.addresses);
    const four = addresses.filter((address) => !address.includes(':'));
    const networks = new Set((four.length > 0 ? four : addresses).map(networkOf));
    if (networks.size > 1) return pass(`${networks.size} networks`);
    return fail(`${named.length} name servers, all in the network of ${four[0] ?? addresses[0] ?? ''}`, {
      evidence: [
        lines(
          'Addresses',
          named.map((each) => `${each.name}: ${each.addresses.join(', ')}`),
        ),
      ],
    });
  },
});
