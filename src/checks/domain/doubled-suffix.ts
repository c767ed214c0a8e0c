import { check, fail, pass, rfc, unknown } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import misplaced from '../../facts/domain/misplaced.ts';

export default check({
  title: 'No record stands under the domain written twice',
  failingTitle: 'A record was saved under the domain written twice, so the name it was meant for has none',
  requirements: ['DNS-3'],
  stage: 'dns',
  target: 'zone',
  severity: 'high',
  impact: 'deliverability',
  why: 'The record you added does nothing: the host, the mail proof or the verification it was for stays missing.',
  sources: [rfc(1035, '5.1')],
  needs: { seen: misplaced },
  fix: 'In the DNS panel enter only the part before the domain (www, _dmarc), delete the doubled record and add it again.',
  effortMinutes: 5,
  reproduce: ({ target }) =>
    `dig www.${target.name}.${target.name} ANY; dig _dmarc.${target.name}.${target.name} TXT`,
  judge: ({ seen }) => {
    const [first] = seen.doubled;
    if (first !== undefined)
      return fail(`${first.name} has a ${first.type} record`, {
        evidence: [
          lines(
            'Doubled names',
            seen.doubled.map((each) => `${each.name} ${each.type} ${each.value}`),
          ),
        ],
      });
    if (seen.unsettled.length > 0)
      return unknown(
        `${seen.unsettled.length} of ${seen.asked.length} names could not be asked`,
        'look again',
      );
    return pass(`${seen.asked.length} questions, none found a doubled name`);
  },
});
