import { check, fail, page, pass } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import browser from '../../facts/pages/browser.ts';
import { count } from '../../facts/pages/reading/pages.ts';
import { onVisits } from '../../facts/pages/reading/visits.ts';

export default check({
  title: 'Pages run without script errors',
  failingTitle: 'Scripts of the pages fail in the browser',
  requirements: ['PERF-4', 'EDGE-9'],
  stage: 'pages',
  target: 'host',
  severity: 'medium',
  impact: 'revenue',
  why: 'Half of a page works: the button that does nothing is the one that earns the money.',
  sources: [
    page(
      'HTML standard: runtime script errors',
      'https://html.spec.whatwg.org/multipage/webappapis.html#runtime-script-errors',
    ),
  ],
  needs: { browser },
  fix: 'Open the page with the developer tools, correct the first error, and send errors to an error tracker.',
  effortMinutes: 60,
  reproduce: ({ target }) =>
    `chromium --headless=new --enable-logging=stderr --dump-dom https://${target.name}/ 2>&1 >/dev/null | grep CONSOLE`,
  judge: ({ browser: seen }) =>
    onVisits(seen, ({ visits }) => {
      const rows = visits.flatMap(({ url, errors, consoleErrors }) => [
        ...errors.map((each) => ({ url, kind: 'error', ...each })),
        ...consoleErrors.map((each) => ({ url, kind: 'console', ...each })),
      ]);
      const unique = rows.filter((row, at) => rows.findIndex((each) => each.text === row.text) === at);
      const [first] = unique.toSorted((a, b) => Number(a.kind === 'console') - Number(b.kind === 'console'));
      if (first === undefined) return pass(`${count(visits.length, 'visit')} without an error`);
      return fail(`${first.url}: ${first.text}${first.at === '' ? '' : ` (${first.at})`}`, {
        severity: unique.some(({ kind }) => kind === 'error') ? 'medium' : 'low',
        evidence: [
          table(
            'Errors',
            ['page', 'kind', 'text', 'where'],
            unique.map((each) => [each.url, each.kind, each.text, each.at]),
          ),
        ],
      });
    }),
});
