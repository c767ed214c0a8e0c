import { check, fail, notApplicable, page, pass, unknown } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import browser from '../../facts/pages/browser.ts';
import { howMeasured, medianOf, onLab, runLines } from '../../facts/pages/reading/visits.ts';

export default check({
  title: 'Lighthouse rates the start page as the profile wants it',
  failingTitle: 'Lighthouse rates the start page below what the profile wants',
  requirements: ['PERF-4'],
  stage: 'performance',
  target: 'host',
  severity: 'medium',
  impact: 'revenue',
  why: 'It is the figure clients and agencies look at first, and it stands for what visitors on phones wait for.',
  sources: [
    page(
      'Lighthouse performance scoring',
      'https://developer.chrome.com/docs/lighthouse/performance/performance-scoring',
    ),
  ],
  needs: { browser },
  fix: 'Begin with the largest paint, the blocking time and what other companies load; measure again after each.',
  effortMinutes: 180,
  reproduce: ({ target }) => `npx lighthouse https://${target.name}/ --only-categories=performance --quiet`,
  judge: ({ browser: seen }, { profile }) =>
    onLab(seen, (lab) => {
      const budget = profile.page.lighthouseMobile;
      const value = medianOf(lab, (run) => run.score);
      const words = value === null ? 'not known' : `score ${value} (${howMeasured(lab)})`;
      if (budget === null) return notApplicable(`the profile asks for no score; it is ${words}`);
      if (value === null)
        return unknown(
          lab.tool === 'Chromium'
            ? `the Lighthouse score: the profile asks for ${budget}, and Lighthouse is not installed`
            : `the Lighthouse score: no run of ${lab.tool} gave one`,
          'npm install lighthouse && launch-ready audit --browser',
        );
      if (value >= budget) return pass(`${words}; the profile asks for ${budget}`);
      return fail(`${words}; the profile asks for ${budget}`, {
        // One and the same page varies by more than ten points from run to run.
        confidence: value >= budget - 10 ? 'possible' : 'likely',
        severity: value < budget - 25 ? 'high' : 'medium',
        evidence: [lines(lab.url, runLines(lab))],
      });
    }),
});
