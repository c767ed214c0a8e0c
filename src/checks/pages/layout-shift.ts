import { check, fail, page, pass, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import browser from '../../facts/pages/browser.ts';
import { howMeasured, medianOf, onLab } from '../../facts/pages/reading/visits.ts';
import { medianRun } from '../../protocols/browser/lab.ts';

const poor = 0.25;

export default check({
  title: 'Nothing jumps while the start page loads',
  failingTitle: 'The start page jumps while it loads',
  requirements: ['PERF-4'],
  stage: 'performance',
  target: 'host',
  severity: 'medium',
  impact: 'trust',
  why: 'People tap what has just moved away, and buy or cancel the wrong thing.',
  sources: [page('Web Vitals: cumulative layout shift', 'https://web.dev/articles/cls')],
  needs: { browser },
  fix: 'Give pictures, frames and banners their width and height, and put nothing above what is already shown.',
  effortMinutes: 60,
  reproduce: ({ target }) =>
    `npx lighthouse https://${target.name}/ --only-audits=cumulative-layout-shift,layout-shifts --quiet`,
  judge: ({ browser: seen }, { profile }) =>
    onLab(seen, (lab) => {
      const value = medianOf(lab, (run) => run.layoutShift);
      if (value === null)
        return unknown('the layout shift: no run reported one', 'launch-ready audit --browser');
      const words = `layout shift ${value.toFixed(2)}; the budget is ${profile.page.cls} (${howMeasured(lab)})`;
      if (value <= profile.page.cls) return pass(words);
      const shifts = (medianRun(lab.runs)?.shifts ?? []).toSorted((a, b) => b.score - a.score);
      const [worst] = shifts;
      return fail(worst === undefined ? words : `${worst.node} moves: ${words}`, {
        severity: value > poor ? 'high' : 'medium',
        evidence: [
          table(
            'What moves',
            ['element', 'shift', 'because'],
            shifts.map(({ node, score, cause }) => [node, score.toFixed(3), cause]),
          ),
        ],
      });
    }),
});
