import { check, fail, notApplicable, pass, rfc, type Severity } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import caa from '../../facts/domain/caa.ts';
import { caaProblem } from '../../protocols/zone/caa.ts';

export default check({
  title: 'CAA records can be read by certificate authorities',
  failingTitle: 'A CAA record is malformed: certificate authorities must refuse to issue',
  requirements: ['DNS-6'],
  stage: 'dns',
  target: 'host',
  severity: 'high',
  impact: 'trust',
  why: 'The next renewal fails, and on the day the certificate ends every visitor sees a warning.',
  sources: [rfc(8659, '4.1'), rfc(8659, '4.2')],
  needs: { seen: caa },
  fix: 'Write it as 0 issue "ca-domain": flags 0 or 128, a known tag, and the authority’s domain without https:// or quotes inside.',
  effortMinutes: 10,
  reproduce: ({ target }) => `dig ${target.name} CAA +short`,
  judge: ({ seen }) => {
    if (seen.foundAt === null) return notApplicable('no CAA record');
    if (seen.foundAt !== seen.host) return notApplicable(`inherited from ${seen.foundAt}, judged there`);
    const rows = seen.records.flatMap((record) => {
      const why = caaProblem(record);
      return why === null ? [] : [[record.value, why]];
    });
    const [first] = rows;
    if (first === undefined) return pass(`${seen.records.length} CAA records`);
    return fail(`${first[0]}: ${first[1]}`, {
      severity: severityOf(rows.map(([, why]) => why ?? '')),
      evidence: [table('CAA', ['Record', 'Problem'], rows)],
    });
  },
});

/** An unknown critical property stops every authority (RFC 8659 section 4.1); an unknown plain one is just ignored. */
function severityOf(problems: readonly string[]): Severity {
  if (problems.some((why) => why.startsWith('critical'))) return 'blocker';
  return problems.every((why) => why.startsWith('unknown tag')) ? 'medium' : 'high';
}
