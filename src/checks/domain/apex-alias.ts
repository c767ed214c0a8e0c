import { check, fail, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import servers from '../../facts/domain/servers.ts';
import { bareName } from '../../protocols/zone/answers.ts';
import { apexRecords, nobodyServes, servingOf } from '../../protocols/zone/servers.ts';

export default check({
  title: 'The bare domain is no alias',
  failingTitle: 'The bare domain is a CNAME: mail and name servers for it stop working',
  requirements: ['DNS-3'],
  stage: 'dns',
  target: 'zone',
  severity: 'blocker',
  impact: 'deliverability',
  why: 'An alias hides every other record of the domain, so mail to it is lost and some resolvers drop the zone.',
  sources: [rfc(1034, '3.6.2'), rfc(2181, '10.1')],
  needs: { servers },
  fix: 'Replace the CNAME at the bare domain with A and AAAA records, or with your DNS provider’s ALIAS/flattening feature.',
  effortMinutes: 15,
  reproduce: ({ target }) => `dig ${target.name} CNAME +short`,
  judge: ({ servers: seen }) => {
    if (servingOf(seen.servers).length === 0) return nobodyServes;
    const aliases = [...apexRecords(seen.servers, 'CNAME'), ...apexRecords(seen.servers, 'SOA')].filter(
      (record) => record.type === 'CNAME' && record.name === seen.zone,
    );
    const [first] = aliases;
    if (first === undefined) return pass(`${seen.zone} holds its own records`);
    return fail(`${seen.zone} is a CNAME for ${bareName(first.value)}`, {
      evidence: [
        lines(
          'CNAME at the bare domain',
          aliases.map((record) => `${record.name} CNAME ${record.value}`),
        ),
      ],
    });
  },
});
