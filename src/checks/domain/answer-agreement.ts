import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import hostAnswers from '../../facts/domain/host-answers.ts';
import servers from '../../facts/domain/servers.ts';
import { describeAnswer, isOwnAnswer, type Answer } from '../../protocols/zone/answers.ts';
import { soasOf } from '../../protocols/zone/servers.ts';

export default check({
  title: 'All name servers give the same addresses',
  failingTitle: 'Name servers give different addresses for the host: where visitors land is chance',
  requirements: ['DNS-2', 'DNS-1'],
  stage: 'dns',
  target: 'host',
  severity: 'high',
  impact: 'revenue',
  why: 'Some customers see the new site and some the old one, and you cannot tell who sees what.',
  sources: [rfc(2181, '5')],
  needs: { answers: hostAnswers, servers },
  fix: 'Bring the name servers to the same zone; if one is left over from the old provider, remove it at the registrar.',
  effortMinutes: 30,
  reproduce: ({ target }) => `for s in <each name server>; do dig ${target.name} A +short @$s; done`,
  judge: ({ answers, servers: zone }) => {
    const asked = answers.servers.filter(({ a }) => isOwnAnswer(a));
    if (asked.length === 0)
      return unknown('no name server gave an answer of its own', `dig ${answers.host} A @<name server>`);
    if (asked.length < 2) return notApplicable('only one name server answers');
    const rows = asked.map(({ server, a, aaaa }) => [server, keyOf(a), keyOf(aaaa)]);
    const isSame = new Set(rows.map(([, a, aaaa]) => `${a} / ${aaaa}`)).size === 1;
    if (isSame) return pass(`${asked.length} name servers give ${rows[0]?.[1] ?? ''}`);
    const serials = new Set(soasOf(zone.servers).map(({ soa }) => soa.serial));
    if (serials.size > 1)
      return notApplicable('the servers hold different versions of the zone: domain/soa-serial');
    const different = new Set(rows.map(([, a]) => a)).size;
    return fail(`${Math.max(different, 2)} different answers from ${asked.length} name servers`, {
      evidence: [table('By name server', ['Name server', 'A', 'AAAA'], rows)],
      confidence: isRotating(asked.map(({ a }) => a)) ? 'likely' : 'proven',
    });
  },
});

const keyOf = (answer: Answer): string => {
  if (!isOwnAnswer(answer)) return describeAnswer(answer);
  const values = answer.records.filter((record) => record.type !== 'RRSIG').map((record) => record.value);
  return values.toSorted().join(', ') || answer.rcode;
};

/** All say "yes" with the same number of addresses: may be load balancing inside the DNS. */
const isRotating = (all: readonly Answer[]): boolean =>
  new Set(all.map((answer) => (answer.state === 'answered' ? answer.records.length : 0))).size === 1 &&
  all.every((answer) => answer.state === 'answered' && answer.records.length > 0);
