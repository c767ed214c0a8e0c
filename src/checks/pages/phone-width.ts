import { check, fail, notApplicable, page, pass } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import browser from '../../facts/pages/browser.ts';
import { count } from '../../facts/pages/reading/pages.ts';
import { onVisits } from '../../facts/pages/reading/visits.ts';

/** Rounding of scaled layouts. */
const tolerancePx = 2;

export default check({
  title: 'Pages are not wider than a phone',
  failingTitle: 'Pages are wider than a phone and scroll sideways',
  requirements: ['PERF-4'],
  stage: 'pages',
  target: 'host',
  severity: 'medium',
  impact: 'trust',
  why: 'Text runs out of the screen, and the button may stand beside it.',
  sources: [page('WCAG 1.4.10 reflow', 'https://www.w3.org/WAI/WCAG22/Understanding/reflow.html')],
  needs: { browser },
  fix: 'Find the element that is too wide (tables, code, pictures with a fixed width) and let it wrap or scroll by itself.',
  effortMinutes: 30,
  reproduce: ({ target }) =>
    `chromium --headless=new --window-size=390,844 --screenshot=phone.png https://${target.name}/`,
  judge: ({ browser: seen }) =>
    onVisits(seen, ({ visits }) => {
      const phones = visits.filter(({ device, windowWidth }) => device === 'phone' && windowWidth > 0);
      if (phones.length === 0) return notApplicable('no page was opened as a phone');
      const wide = phones.filter(({ pageWidth, windowWidth }) => pageWidth > windowWidth + tolerancePx);
      const [first] = wide;
      if (first === undefined)
        return pass(`${count(phones.length, 'page')} fit a window of ${phones[0]?.windowWidth} px`);
      return fail(`${first.url} is ${first.pageWidth} px wide in a window of ${first.windowWidth} px`, {
        evidence: [
          table(
            'Too wide',
            ['page', 'page px', 'window px'],
            wide.map((each) => [each.url, String(each.pageWidth), String(each.windowWidth)]),
          ),
        ],
      });
    }),
});
