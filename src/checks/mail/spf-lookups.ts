import { check, fail, pass, rfc, unknown } from '../../model/check.ts';
import { note, table } from '../../model/evidence.ts';
import spfTree from '../../facts/mail/spf-tree.ts';
import { needlessAtApex } from '../../protocols/mail/services/table.ts';
import { costOfTerms } from '../../protocols/mail/spf/cost.ts';
import { spfSavings } from '../../protocols/mail/spf/savings.ts';
import { lintOf, noReadableSpf, spfEvidence } from '../../protocols/mail/view/spf-view.ts';

export default check({
  title: 'SPF stays well within 10 DNS look-ups',
  failingTitle: 'SPF needs too many DNS look-ups, receivers stop reading',
  requirements: ['MAIL-1'],
  stage: 'mail',
  target: 'mailDomain',
  severity: 'blocker',
  impact: 'deliverability',
  why: 'Beyond ten look-ups receivers give up: senders named late in the record fail everywhere.',
  sources: [rfc(7208, '4.6.4')],
  needs: { spf: spfTree },
  fix: 'Remove the includes shown as needless; move a sender to a subdomain of its own if that is not enough.',
  effortMinutes: 45,
  reproduce: ({ target }) => `dig ${target.name} TXT +short | grep spf1`,
  judge: ({ spf }) => {
    const early = noReadableSpf(spf);
    if (early !== null) return early;
    const { lookups, issues } = lintOf(spf.tree);
    const issue = issues.find(({ id }) => id === 'lookups');
    if (issue === undefined) {
      const blind = issues.find(({ level }) => level === 'unknown');
      return blind === undefined
        ? pass(`${lookups} look-ups of 10`)
        : unknown(
            `at least ${lookups} look-ups; ${blind.domain}: ${blind.message}`,
            `dig ${blind.domain} TXT`,
          );
    }
    const { savings, lookupsAfter, record } = spfSavings(spf.tree, needlessAtApex);
    const costs = costOfTerms(spf.tree).map(({ term, lookups: each }) => [term, String(each)]);
    return fail(issue.message, {
      severity: issue.level === 'error' ? 'blocker' : 'high',
      evidence: [
        table('What each term costs', ['Term', 'Look-ups'], costs),
        table(
          'What can go',
          ['Term', 'Saves', 'Why'],
          savings.map((one) => [one.term, String(one.lookups), one.why]),
        ),
        note(
          savings.length === 0
            ? 'No term can simply go.'
            : `Without them ${lookupsAfter} look-ups: ${record ?? ''}`,
        ),
        spfEvidence(spf.tree),
      ],
    });
  },
});
