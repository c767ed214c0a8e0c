import { check, fail, notApplicable, page, pass } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { sClient, showLeaf } from '../../protocols/tls/commands.ts';
import { distinctLeaves, isPubliclyTrusted, withoutCertificate } from '../../protocols/tls/endpoint-view.ts';
import { allowedDays, comingRules, dayText, lifetimeDays } from '../../protocols/tls/lifetime.ts';

export default check({
  title: 'The certificate does not live longer than the rule of its issue date',
  failingTitle: 'The certificate lives longer than browsers accept for its issue date',
  requirements: ['EDGE-3'],
  stage: 'tls',
  target: 'host',
  severity: 'medium',
  impact: 'revenue',
  why: 'Browsers refuse public certificates issued for longer than the rule allows, at the latest with their next update.',
  sources: [
    page(
      'CA/Browser Forum ballot SC-081v3: 200 days from 2026-03-15, 100 from 2027-03-15, 47 from 2029-03-15',
      'https://cabforum.org/2025/04/11/ballot-sc081v3-introduce-schedule-of-reducing-validity-and-data-reuse-periods/',
    ),
  ],
  needs: { endpoint },
  fix: 'Have it reissued by an authority that follows the Baseline Requirements, and automate renewal.',
  effortMinutes: 30,
  reproduce: ({ target }) => showLeaf(target.name, '-dates'),
  judge: (facts, { target, now }) => {
    const leaves = distinctLeaves(facts.endpoint);
    if (leaves.length === 0) return withoutCertificate(facts.endpoint, sClient(target.name));
    const open = leaves.filter(isPubliclyTrusted);
    const longest = open.toSorted((a, b) => lifetimeDays(b.leaf) - lifetimeDays(a.leaf))[0];
    if (longest === undefined)
      return notApplicable(
        'the rule is for public authorities, this chain ends at a private or untrusted one',
      );
    const over = open.find(({ leaf }) => lifetimeDays(leaf) > (allowedDays(leaf.notBefore) ?? Infinity));
    const days = Math.round(lifetimeDays((over ?? longest).leaf));
    const { notBefore } = (over ?? longest).leaf;
    const limit = allowedDays(notBefore);
    if (over !== undefined)
      return fail(`${days} days, ${limit} were allowed when it was issued on ${dayText(notBefore)}`, {
        evidence: [lines('Certificate', [over.leaf.subject, `issued by ${over.leaf.issuer}`, over.address])],
      });
    const next = comingRules(days, now)[0];
    const outlook =
      next === undefined ? '' : `; renewals from ${dayText(next.from)} get at most ${next.days}`;
    return pass(`${days} days of ${limit ?? 'any number'} allowed${outlook}`);
  },
});
