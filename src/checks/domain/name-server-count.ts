import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import delegation from '../../facts/domain/delegation.ts';
import servers from '../../facts/domain/servers.ts';

export default check({
  title: 'At least two name servers serve the domain',
  failingTitle: 'One name server carries everything: when it is down, the product and its mail are gone',
  requirements: ['DNS-2'],
  stage: 'dns',
  target: 'zone',
  severity: 'high',
  impact: 'revenue',
  why: 'A single name server is a single point of failure for every page, payment and mail.',
  sources: [rfc(1034, '4.1'), rfc(2182, '5')],
  needs: { delegation, servers },
  fix: 'Add a second name server on another network, in the zone and at the registrar; any managed DNS does this for you.',
  effortMinutes: 30,
  reproduce: ({ target }) => `dig ${target.name} NS +short`,
  judge: ({ delegation: parent, servers: seen }) => {
    // Where parent and zone differ, domain/delegation-agreement tells; the count is of both together.
    const names = [...new Set([...parent.nameServers, ...seen.names.map((each) => each.name)])].toSorted();
    if (names.length === 0) return notApplicable('not delegated: domain/delegation-presence');
    const evidence = [lines('Name servers', names)];
    if (names.length < 2) return fail(`${names.length} name server: ${names.join('')}`, { evidence });
    return pass(`${names.length} name servers`);
  },
});
