import { check, fail, pass, rfc } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import servers from '../../facts/domain/servers.ts';
import { nobodyServes, serverLabel, servingOf, soasOf } from '../../protocols/zone/servers.ts';

export default check({
  title: 'All name servers hold the same version of the zone',
  failingTitle: 'The name servers hold different versions of the zone: visitors see old and new by chance',
  requirements: ['DNS-2'],
  stage: 'dns',
  target: 'zone',
  severity: 'medium',
  impact: 'revenue',
  why: 'A server that stopped copying the zone keeps sending people to the old place until it expires and then fails.',
  sources: [rfc(1912, '2.2'), rfc(1982, '3')],
  needs: { servers },
  fix: 'Find out why the server with the lower serial does not copy the zone (NOTIFY, allowed transfers, expired key). During a change, look again in a few minutes.',
  effortMinutes: 30,
  reproduce: ({ target }) => `dig ${target.name} SOA +nssearch`,
  judge: ({ servers: seen }) => {
    if (servingOf(seen.servers).length === 0) return nobodyServes;
    const soas = soasOf(seen.servers);
    const serials = [...new Set(soas.map(({ soa }) => soa.serial))];
    const rows = soas.map(({ server, soa }) => [serverLabel(server), String(soa.serial)]);
    if (serials.length > 1)
      return fail(`${serials.length} different serials: ${serials.join(', ')}`, {
        evidence: [table('Serial by name server', ['Name server', 'Serial'], rows)],
      });
    return pass(`serial ${serials[0] ?? 'hidden behind an alias'} on ${soas.length} addresses`);
  },
});
