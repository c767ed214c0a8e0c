import { check, fail, page, pass, unknown } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import browser from '../../facts/pages/browser.ts';
import { howMeasured, medianOf, notMeasured, onLab, runLines } from '../../facts/pages/reading/visits.ts';

/** Good by Web Vitals; poor beyond 4,000 ms. */
const goodMs = 2500;
const poorMs = 4000;

export default check({
  title: 'The start page shows its main content in time on a phone',
  failingTitle: 'The start page shows its main content too late on a phone',
  requirements: ['PERF-4'],
  stage: 'performance',
  target: 'host',
  severity: 'medium',
  impact: 'revenue',
  why: 'Visitors who see nothing leave; each second costs some of them.',
  sources: [page('Web Vitals: largest contentful paint', 'https://web.dev/articles/lcp')],
  needs: { browser },
  fix: 'Look at the element named: serve its picture or font first, from your own host, small and without waiting for scripts.',
  effortMinutes: 120,
  reproduce: ({ target }) => `npx lighthouse https://${target.name}/ --only-categories=performance --quiet`,
  judge: ({ browser: seen }, context) =>
    notMeasured(seen, context) ??
    onLab(seen, (lab) => {
      const budget = context.profile.page.lcpMs ?? goodMs;
      const value = medianOf(lab, (run) => run.largestPaintMs);
      if (value === null)
        return unknown('the largest paint: no run reported one', 'launch-ready audit --browser');
      const words = `largest paint after ${value} ms; the budget is ${budget} ms (${howMeasured(lab)})`;
      if (value <= budget) return pass(words);
      const node = seen.isVisited ? (seen.visits[0]?.largestPaintNode ?? '') : '';
      return fail(words, {
        severity: value > Math.max(poorMs, 1.5 * budget) ? 'high' : 'medium',
        evidence: [lines(lab.url, [...(node === '' ? [] : [`main content: ${node}`]), ...runLines(lab)])],
      });
    }),
});
