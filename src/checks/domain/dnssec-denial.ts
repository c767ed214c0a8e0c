import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import dnssec from '../../facts/domain/dnssec.ts';
import { isDenialProven } from '../../protocols/zone/signing.ts';

export default check({
  title: 'A signed domain proves what does not exist',
  failingTitle: 'The signed domain sends no proof for missing names: resolvers treat them as an attack',
  requirements: ['DNS-6'],
  stage: 'dns',
  target: 'zone',
  severity: 'high',
  impact: 'deliverability',
  why: 'Every question for a record you do not have fails with an error, which breaks mail checks and certificate issuance.',
  sources: [rfc(4035, '3.1.3'), rfc(5155, '7.2')],
  needs: { seen: dnssec },
  fix: 'Sign the zone with NSEC or NSEC3 records on every name server.',
  effortMinutes: 30,
  reproduce: ({ target }) => `dig does-not-exist.${target.name} A +dnssec`,
  judge: ({ seen }) => {
    if (seen.ds === null)
      return unknown('the DS question to the parent zone was not answered', `dig ${seen.zone} DS`);
    if (seen.ds.length === 0) return notApplicable('not signed: domain/dnssec-signed');
    const hasKeys = (server: (typeof seen.servers)[number]): boolean =>
      (server.dnskey ?? []).some((record) => record.type === 'RRSIG');
    const signing = seen.servers.filter(hasKeys);
    if (signing.length === 0)
      return notApplicable('the zone sends no signatures at all: domain/dnssec-chain');
    const asked = signing.filter((server) => server.denial !== null);
    if (asked.length === 0)
      return unknown('no name server answered for a missing name', `dig x.${seen.zone} +dnssec`);
    const bare = asked.filter((server) => !isDenialProven(server.denial));
    if (bare.length === 0) return pass(`${asked.length} of ${asked.length} addresses prove it`);
    return fail(`${bare.length} of ${asked.length} addresses send no signed proof`, {
      evidence: [
        lines(
          'Without proof',
          bare.map((server) => server.server),
        ),
      ],
    });
  },
});
