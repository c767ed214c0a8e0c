import { check, fail, pass, rfc, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import servers from '../../facts/domain/servers.ts';
import { specialUse } from '../../protocols/hosting/networks-of.ts';
import { describeAnswer } from '../../protocols/zone/answers.ts';
import { isServing, judgeable, serverLabel } from '../../protocols/zone/servers.ts';

export default check({
  title: 'Every name server answers for the domain',
  failingTitle: 'A name server does not answer for the domain: look-ups are slow or fail by chance',
  requirements: ['DNS-2'],
  stage: 'dns',
  target: 'zone',
  severity: 'high',
  impact: 'revenue',
  why: 'Each visitor who asks that server first waits for a timeout, and some give up.',
  sources: [rfc(9499, '7'), rfc(1912, '2.8')],
  needs: { servers },
  fix: 'Load the zone on that server, or take the server out of the NS records and out of the registrar’s list.',
  effortMinutes: 30,
  reproduce: ({ target }) => `dig ${target.name} SOA +nssearch`,
  judge: ({ servers: seen }, { manifest }) => {
    // Addresses nobody can reach are domain/name-server-address.
    const judged = judgeable(seen.servers).filter(
      (server) =>
        manifest.isPrivateNetworkAllowed || specialUse(server.address) === null || isServing(server),
    );
    if (judged.length === 0)
      return unknown(
        `no address of the ${seen.names.length} name servers could be asked`,
        `dig ${seen.zone} SOA +nssearch from a machine with IPv4 and IPv6`,
      );
    const lame = judged.filter((server) => !isServing(server));
    const rows = judged.map((server) => [serverLabel(server), describeAnswer(server.answers['SOA'])]);
    const evidence = [table('Asked each for the zone’s SOA', ['Name server', 'Answer'], rows)];
    const [first] = lame;
    if (first === undefined) return pass(`${judged.length} of ${judged.length} name server addresses answer`);
    if (lame.length === judged.length)
      return fail(`none of ${judged.length} name server addresses answers`, {
        evidence,
        severity: 'blocker',
      });
    const found = `${serverLabel(first)}: ${describeAnswer(first.answers['SOA'])}`;
    return fail(`${lame.length} of ${judged.length} addresses fail: ${found}`, { evidence });
  },
});
