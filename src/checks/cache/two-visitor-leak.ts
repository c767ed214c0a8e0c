import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import visitors from '../../facts/cache/visitors.ts';

export default check({
  title: 'Nothing of one visitor reaches another',
  failingTitle: 'What belongs to one visitor reaches another through a cache',
  requirements: ['EDGE-7', 'PERF-6'],
  stage: 'caching',
  target: 'host',
  severity: 'blocker',
  impact: 'security',
  why: 'Customers see the names, carts and sessions of strangers: the launch is over, and it has to be reported.',
  sources: [rfc(9111, '7.3'), rfc(9111, '4.1')],
  needs: { visitors },
  fix: 'Take the page out of the shared cache now, clear the cache, then send Cache-Control: private with it.',
  effortMinutes: 60,
  reproduce: ({ target }) =>
    `for who in one two; do curl -sSD - -o /dev/null https://${target.name}/ | grep -iE '^(set-cookie|age|cache-status|x-cache|cf-cache-status)'; done`,
  judge: ({ visitors: seen }) => {
    if (!seen.isAsked) return notApplicable(seen.why);
    const [first] = seen.crossings;
    if (first !== undefined) {
      const evidence = seen.crossings.slice(0, 4).map((each) =>
        lines(
          `${each.url}: ${each.what}`,
          each.transcript.map(({ who, text }) => `${who}: ${text}`),
        ),
      );
      return fail(`${first.what} of ${first.from} reached ${first.to} on ${first.url}`, { evidence });
    }
    const [failure] = seen.failures;
    if (failure !== undefined)
      return unknown(`what visitors get of ${failure.url}: ${failure.message}`, `curl -sSI '${failure.url}'`);
    const marked = seen.pages.filter((each) => each.marks > 0).length;
    const who =
      seen.accounts === undefined ? 'as five visitors' : `with ${seen.accounts} test accounts logged in`;
    return pass(`${seen.pages.length} pages ${who}, ${marked} with something personal, nothing crossed over`);
  },
});
