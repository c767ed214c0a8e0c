import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import { plural } from '../../model/words.ts';
import spfTree from '../../facts/mail/spf-tree.ts';
import { needlessAtApex } from '../../protocols/mail/services/table.ts';
import { spfSavings } from '../../protocols/mail/spf/savings.ts';
import { lintOf, noReadableSpf, spfEvidence } from '../../protocols/mail/view/spf-view.ts';

export default check({
  title: 'SPF holds nothing it does not need',
  failingTitle: 'SPF holds terms that do nothing',
  requirements: ['MAIL-1'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'low',
  impact: 'operability',
  why: 'Each costs look-ups of the ten you have, and lets somebody send you may have forgotten.',
  sources: [rfc(7208, '4.6.4')],
  needs: { spf: spfTree },
  fix: 'Remove the terms shown.',
  effortMinutes: 10,
  reproduce: ({ target }) => `dig ${target.name} TXT +short | grep spf1`,
  judge: ({ spf }) => {
    const early = noReadableSpf(spf);
    if (early !== null) return early;
    const { issues } = lintOf(spf.tree);
    const repeated = issues.filter(({ id, domain }) => id === 'repeated' && domain === spf.domain);
    const covered = issues.filter(({ id }) => id === 'covered');
    // Too many look-ups are told with their cure by mail/spf-lookups.
    const isCrowded = issues.some(({ id }) => id === 'lookups');
    if (isCrowded) return notApplicable('what can go is told by mail/spf-lookups');
    const needless = spfSavings(spf.tree, needlessAtApex).savings.filter(({ why }) =>
      why.includes('return path'),
    );
    const all = [...repeated, ...covered].map(({ message }) => message);
    const rows = [...all, ...needless.map(({ term, why }) => `"${term}": ${why}`)];
    const [first] = rows;
    if (first === undefined) return pass(`${plural(spf.tree.terms.length, 'term')}, all needed`);
    return fail(first, { evidence: [lines('Needless terms', rows), spfEvidence(spf.tree)] });
  },
});
