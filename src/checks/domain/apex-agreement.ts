import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import servers from '../../facts/domain/servers.ts';
import { isOwnAnswer, recordsIn } from '../../protocols/zone/answers.ts';
import { nobodyServes, serverLabel, servingOf, soasOf, type Server } from '../../protocols/zone/servers.ts';

const types = ['MX', 'TXT', 'CAA'] as const;

export default check({
  title: 'All name servers give the same mail and certificate records',
  failingTitle: 'Name servers give different mail or certificate records: mail fails by chance',
  requirements: ['DNS-2', 'DNS-3'],
  stage: 'dns',
  target: 'zone',
  severity: 'high',
  impact: 'deliverability',
  why: 'Part of your mail is checked against old records and rejected, without any pattern you could see.',
  sources: [rfc(2181, '5')],
  needs: { servers },
  fix: 'Bring all name servers to the same zone content; check which one is not updated.',
  effortMinutes: 30,
  reproduce: ({ target }) => `for s in <each name server>; do dig ${target.name} MX +short @$s; done`,
  judge: ({ servers: seen }) => {
    const serving = servingOf(seen.servers);
    if (serving.length === 0) return nobodyServes;
    const serials = new Set(soasOf(seen.servers).map(({ soa }) => soa.serial));
    if (serials.size > 1)
      return notApplicable('the servers hold different versions of the zone: domain/soa-serial');
    const differing = types.filter(
      (type) => new Set(answersOf(serving, type).map(({ key }) => key)).size > 1,
    );
    const [first] = differing;
    if (first === undefined) return pass(`${types.join(', ')} agree on ${serving.length} addresses`);
    const rows = answersOf(serving, first).map(({ server, key }) => [serverLabel(server), key || 'none']);
    return fail(`${differing.join(', ')} records differ between name servers`, {
      evidence: [table(first, ['Name server', 'Records'], rows)],
    });
  },
});

function answersOf(
  serving: readonly Server[],
  type: string,
): readonly { readonly server: Server; readonly key: string }[] {
  return serving
    .filter((server) => isOwnAnswer(server.answers[type]))
    .map((server) => ({
      server,
      key: recordsIn(server.answers[type], type)
        .map((record) => record.value)
        .toSorted()
        .join(' | '),
    }));
}
