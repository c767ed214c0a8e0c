import { check, fail, notApplicable, page, pass } from '../../model/check.ts';
import { lines, table } from '../../model/evidence.ts';
import browser from '../../facts/pages/browser.ts';
import { kilobytes, slowSeconds } from '../../facts/pages/reading/weight.ts';
import { howMeasured, medianOf, onLab, runLines } from '../../facts/pages/reading/visits.ts';

const usualBytes = 2_000_000;

export default check({
  title: 'With everything that scripts load, a first visit fits a slow line',
  failingTitle: 'With everything that scripts load, a first visit is too heavy for a slow line',
  requirements: ['PERF-4'],
  stage: 'performance',
  target: 'host',
  severity: 'medium',
  impact: 'revenue',
  why: 'What pages say they load is half of it; scripts and other companies load the rest, and the phone pays for both.',
  sources: [
    page(
      'Chrome: total byte weight',
      'https://developer.chrome.com/docs/lighthouse/performance/total-byte-weight',
    ),
  ],
  needs: { browser },
  fix: 'Look at what other companies load, and load pictures below the first screen when they are scrolled to.',
  effortMinutes: 120,
  reproduce: ({ target }) => `npx lighthouse https://${target.name}/ --only-audits=total-byte-weight --quiet`,
  judge: ({ browser: seen }, { profile }) =>
    onLab(seen, (lab) => {
      const bytes = medianOf(lab, (run) => run.bytes) ?? 0;
      if (bytes === 0) return notApplicable('no run reported its size');
      const budget = profile.page.payloadBytes ?? usualBytes;
      const words = `${kilobytes(bytes)}, ${slowSeconds(bytes)} s on slow 4G; the budget is ${kilobytes(budget)} (${howMeasured(lab)})`;
      if (bytes <= budget) return pass(words);
      const foreign = seen.isVisited ? (seen.visits[0]?.foreign ?? []) : [];
      return fail(words, {
        severity: bytes > 2 * budget ? 'high' : 'medium',
        evidence: [
          table(
            'Other hosts',
            ['host', 'requests', 'on the wire'],
            foreign.map((each) => [each.host, String(each.requests), kilobytes(each.bytes)]),
          ),
          lines(lab.url, runLines(lab)),
        ],
      });
    }),
});
