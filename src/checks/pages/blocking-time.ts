import { check, fail, notApplicable, page, pass } from '../../model/check.ts';
import { lines, table } from '../../model/evidence.ts';
import browser from '../../facts/pages/browser.ts';
import { howMeasured, medianOf, onLab, runLines } from '../../facts/pages/reading/visits.ts';
import { medianRun } from '../../protocols/browser/lab.ts';

/** Poor by Lighthouse on a phone. */
const poorMs = 600;
const veryPoorMs = 1500;

export default check({
  title: 'The start page reacts while it loads',
  failingTitle: 'The start page does not react while it loads',
  requirements: ['PERF-4', 'PERF-5'],
  stage: 'performance',
  target: 'host',
  severity: 'medium',
  impact: 'revenue',
  why: 'People tap, nothing happens, they tap again: two orders, or none.',
  sources: [page('Total blocking time', 'https://web.dev/articles/tbt')],
  needs: { browser },
  fix: 'Send less script: split it by page, load what others need later, drop what nobody uses.',
  effortMinutes: 240,
  reproduce: ({ target }) =>
    `npx lighthouse https://${target.name}/ --only-audits=total-blocking-time,bootup-time --quiet`,
  judge: ({ browser: seen }) =>
    onLab(seen, (lab) => {
      const value = medianOf(lab, (run) => run.blockingMs);
      if (value === null) return notApplicable('this browser reports no long tasks');
      const words = `blocked for ${value} ms (${howMeasured(lab)})`;
      if (value <= poorMs) return pass(words);
      const others = medianRun(lab.runs)?.thirdParties ?? [];
      return fail(words, {
        severity: value > veryPoorMs ? 'high' : 'medium',
        // One run on one machine says little about this figure.
        confidence: lab.runs.length < 3 ? 'possible' : 'likely',
        evidence: [
          table(
            'Work of others',
            ['who', 'ms', 'bytes'],
            others.map((each) => [each.name, String(each.mainThreadMs), String(each.bytes)]),
          ),
          lines(lab.url, runLines(lab)),
        ],
      });
    }),
});
