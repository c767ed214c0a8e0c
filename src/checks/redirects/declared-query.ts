import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import declared from '../../facts/redirects/declared.ts';
import { declaredOutcome } from '../../facts/redirects/reading/declared-outcome.ts';
import { lostParameters } from '../../protocols/http/preservation.ts';
import { curlWalk } from '../../protocols/http/walk-reading.ts';

export default check({
  title: 'Old addresses keep the query where declared',
  failingTitle: 'Old addresses drop the query on the way',
  requirements: ['EDGE-2'],
  stage: 'redirects',
  target: 'site',
  severity: 'medium',
  impact: 'revenue',
  why: 'Running campaigns point to old addresses; without the query their clicks cannot be attributed.',
  sources: [rfc(9110, '10.2.2'), rfc(3986, '3.4')],
  needs: { declared },
  fix: 'Pass the query on in these rules, or declare keepsQuery: false.',
  effortMinutes: 15,
  reproduce: ({ manifest }) =>
    curlWalk(`${manifest.redirects[0]?.from ?? manifest.product.domain}?utm_source=launch-ready`),
  judge: ({ declared: { redirects } }) => {
    const judged = redirects.filter(
      (redirect) =>
        redirect.keepsQuery && redirect.walk.hops.length > 0 && declaredOutcome(redirect).kind === 'right',
    );
    const silent = redirects.find((redirect) => declaredOutcome(redirect).kind === 'not asked');
    if (judged.length === 0 && silent !== undefined)
      return unknown(`what ${silent.from} answers`, `curl -sSkIL '${silent.from}'`);
    if (judged.length === 0) return notApplicable('no declared redirect that arrives has to keep the query');
    const lossy = judged.filter(({ walk }) => lostParameters(walk.start, walk.end.url).length > 0);
    const [first] = lossy;
    if (first === undefined) return pass(`${judged.length} of ${judged.length}`);
    return fail(`${lossy.length} of ${judged.length}: ${first.from} arrives at ${first.walk.end.url}`, {
      evidence: [
        table(
          'Query lost',
          ['asked', 'arrived at'],
          lossy.map(({ walk }) => [walk.start, walk.end.url]),
        ),
      ],
    });
  },
});
