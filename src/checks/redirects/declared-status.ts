import { check, fail, notApplicable, pass, rfc, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import declared from '../../facts/redirects/declared.ts';
import { declaredOutcome } from '../../facts/redirects/reading/declared-outcome.ts';

export default check({
  title: 'Old addresses redirect with the declared status',
  failingTitle: 'Old addresses redirect with another status than declared',
  requirements: ['EDGE-2'],
  stage: 'redirects',
  target: 'site',
  severity: 'medium',
  impact: 'revenue',
  why: 'A temporary redirect keeps the old address in search results; a permanent one is remembered by browsers after you take it back.',
  sources: [rfc(9110, '15.4'), rfc(9111, '4.2.2')],
  needs: { declared },
  fix: 'Set the status of the rule to the declared one.',
  effortMinutes: 10,
  reproduce: ({ manifest }) => `curl -sSkI '${manifest.redirects[0]?.from ?? manifest.product.domain}'`,
  judge: ({ declared: { redirects } }) => {
    const judged = redirects.flatMap((redirect) => {
      const actual = redirect.walk.hops[0]?.status;
      const isJudged = redirect.status !== null && declaredOutcome(redirect).kind === 'right';
      return isJudged && actual !== undefined ? [{ ...redirect, actual }] : [];
    });
    const silent = redirects.find((redirect) => declaredOutcome(redirect).kind === 'not asked');
    if (judged.length === 0 && silent !== undefined)
      return unknown(`what ${silent.from} answers`, `curl -sSkIL '${silent.from}'`);
    if (judged.length === 0) return notApplicable('no declared status belongs to a redirect that arrives');
    const wrong = judged.filter((redirect) => redirect.actual !== redirect.status);
    const [first] = wrong;
    if (first === undefined) return pass(`${judged.length} of ${judged.length}`);
    return fail(`${first.from} answers ${first.actual}, declared is ${first.status ?? ''}`, {
      evidence: [
        table(
          'Other status than declared',
          ['from', 'declared', 'answers'],
          wrong.map((redirect) => [redirect.from, String(redirect.status), String(redirect.actual)]),
        ),
      ],
    });
  },
});
