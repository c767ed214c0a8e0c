import { check, fail, notApplicable, pass, unknown } from '../../model/check.ts';
import { rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import servers from '../../facts/domain/servers.ts';

export default check({
  title: 'Name servers can be asked over IPv6',
  failingTitle: 'No name server has an IPv6 address',
  requirements: ['DNS-1', 'DNS-2'],
  stage: 'dns',
  target: 'zone',
  severity: 'low',
  impact: 'operability',
  why: 'Networks without IPv4 need a translator to find you; one more part that can fail.',
  sources: [rfc(6540, '2')],
  needs: { servers },
  fix: 'Use name servers with AAAA records; every large managed DNS has them.',
  effortMinutes: 30,
  reproduce: ({ target }) => `for n in $(dig ${target.name} NS +short); do dig $n AAAA +short; done`,
  judge: ({ servers: seen }) => {
    if (seen.names.length === 0) return notApplicable('not delegated: domain/delegation-presence');
    const withSix = seen.names.filter((each) => each.addresses.some((address) => address.includes(':')));
    if (withSix.length > 0) return pass(`${withSix.length} of ${seen.names.length} name servers have IPv6`);
    if (seen.names.some((each) => !each.isSettled))
      return unknown('not every name server’s address could be had', 'look again in a minute');
    return fail(`0 of ${seen.names.length} name servers have an IPv6 address`, {
      evidence: [
        lines(
          'Name servers',
          seen.names.map((each) => `${each.name}: ${each.addresses.join(', ')}`),
        ),
      ],
    });
  },
});
