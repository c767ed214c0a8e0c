import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import type { DnsRecord } from '../../model/outside-dns.ts';
import hostAnswers, { type HostAnswers } from '../../facts/domain/host-answers.ts';

export default check({
  title: 'A host with an alias has nothing else',
  failingTitle: 'An alias stands beside other records: which one visitors get is chance',
  requirements: ['DNS-3'],
  stage: 'dns',
  target: 'host',
  severity: 'blocker',
  impact: 'revenue',
  why: 'Resolvers may keep only the alias or only the other records; the same visitor can get both within a minute.',
  sources: [rfc(1034, '3.6.2'), rfc(2181, '10.1')],
  needs: { answers: hostAnswers },
  fix: 'Keep either the CNAME or the other records at this name, never both, and only one CNAME.',
  effortMinutes: 10,
  reproduce: ({ target }) =>
    `for t in CNAME A MX TXT; do dig ${target.name} $t +norecurse @<name server>; done`,
  judge: ({ answers }) => {
    if (answers.host === answers.zone) return notApplicable('the bare domain: domain/apex-alias');
    const own = ownRecords(answers);
    if (own === null)
      return unknown('the name server did not answer for every type', `dig ${answers.host} CNAME`);
    const aliases = own.filter((record) => record.type === 'CNAME');
    const others = own.filter((record) => record.type !== 'CNAME');
    const evidence = [
      lines(
        'Records at the name',
        own.map((record) => `${record.name} ${record.type} ${record.value}`),
      ),
    ];
    if (aliases.length === 0) return pass('no alias at this name');
    if (aliases.length > 1) return fail(`${aliases.length} aliases at one name`, { evidence });
    const types = [...new Set(others.map((record) => record.type))];
    if (types.length > 0) return fail(`a CNAME beside ${types.join(', ')}`, { evidence });
    return pass(`one alias, to ${aliases[0]?.value ?? ''}`);
  },
});

/** Distinct records whose owner is the host itself, over all answers; null when a server kept silent about a type. */
function ownRecords(answers: HostAnswers): readonly DnsRecord[] | null {
  const all = [...Object.values(answers.others), ...answers.servers.flatMap(({ a, aaaa }) => [a, aaaa])];
  if (answers.others['CNAME']?.state !== 'answered') return null;
  const records = all.flatMap((answer) => (answer.state === 'answered' ? answer.records : []));
  const own = records.filter((record) => record.name === answers.host && record.type !== 'RRSIG');
  return [...new Map(own.map((record) => [`${record.type} ${record.value}`, record])).values()];
}
