import { check, fail, pass, rfc, unknown } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import type { DnsRecord } from '../../model/outside-dns.ts';
import misplaced from '../../facts/domain/misplaced.ts';

/** Records of which a name may hold one: how the text begins (RFC 7208, 9989, 8461, 8460). */
const kinds: readonly (readonly [name: string, start: RegExp])[] = [
  ['MTA-STS', /^v=STSv1/i],
  ['TLS report', /^v=TLSRPTv1/i],
  ['BIMI', /^v=BIMI1/i],
];

export default check({
  title: 'One-of-a-kind mail records exist once',
  failingTitle: 'A mail policy record exists twice: receivers then ignore both',
  requirements: ['DNS-3'],
  stage: 'dns',
  target: 'zone',
  severity: 'high',
  impact: 'deliverability',
  why: 'Two records of one kind cancel each other, so the protection you set up is off.',
  sources: [rfc(8461, '3.1'), rfc(8460, '3')],
  needs: { seen: misplaced },
  fix: 'Keep one record of each kind; merge what both were for.',
  effortMinutes: 10,
  reproduce: ({ target }) =>
    `dig _mta-sts.${target.name} TXT +short; dig _smtp._tls.${target.name} TXT +short`,
  judge: ({ seen }) => {
    const doubles = kinds.flatMap(([kind, start]) =>
      doublesOf(seen.texts, start).map((name) => ({ kind, name })),
    );
    const [first] = doubles;
    if (first !== undefined)
      return fail(`more than one ${first.kind} record at ${first.name}`, {
        evidence: [lines('Records', seen.texts.filter(({ name }) => name === first.name).map(textOf))],
      });
    if (seen.unsettled.length > 0)
      return unknown('some text records could not be had', 'look again in a minute');
    return pass('no policy record exists twice');
  },
});

const textOf = (record: DnsRecord): string => (record.texts ?? []).join('');

const doublesOf = (texts: readonly DnsRecord[], start: RegExp): readonly string[] => {
  const names = texts.filter((record) => start.test(textOf(record))).map((record) => record.name);
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
};
