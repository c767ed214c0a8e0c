import { check, fail, pass, rfc, unknown } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import type { DnsRecord } from '../../model/outside-dns.ts';
import misplaced from '../../facts/domain/misplaced.ts';

export default check({
  title: 'Text records hold no pasted quotation marks',
  failingTitle: 'A text record was pasted with its quotation marks: nobody recognises it',
  requirements: ['DNS-3'],
  stage: 'dns',
  target: 'zone',
  severity: 'high',
  impact: 'deliverability',
  why: 'SPF, DMARC or a verification that begins with a quote is ignored, as if the record were not there.',
  sources: [rfc(1035, '3.3.14'), rfc(7208, '3.3')],
  needs: { seen: misplaced },
  fix: 'Edit the record and remove the quotation marks; the panel adds its own.',
  effortMinutes: 5,
  reproduce: ({ target }) => `dig ${target.name} TXT +short; dig _dmarc.${target.name} TXT +short`,
  judge: ({ seen }) => {
    const quoted = seen.texts.filter((record) => isPasted(textOf(record)));
    const [first] = quoted;
    if (first !== undefined)
      return fail(`${first.name} holds ${textOf(first).slice(0, 60)}`, {
        evidence: [
          lines(
            'Texts',
            quoted.map((each) => `${each.name} TXT ${textOf(each)}`),
          ),
        ],
      });
    if (seen.unsettled.length > 0 && seen.texts.length === 0)
      return unknown('the text records could not be had', 'look again in a minute');
    return pass(`${seen.texts.length} text records without stray quotes`);
  },
});

const textOf = (record: DnsRecord): string => (record.texts ?? []).join('');

/** Straight quotes at the start, or typographic ones anywhere near the version tag. */
const isPasted = (text: string): boolean =>
  /^\s*\\?["']/.test(text) || /^[\u201c\u201d\u201e\u2018\u2019\u00ab]/.test(text);
