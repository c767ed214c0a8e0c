import { check, fail, notApplicable, page, pass, rfc, unknown } from '../../model/check.ts';
import { table } from '../../model/evidence.ts';
import declared from '../../facts/redirects/declared.ts';
import { declaredOutcome } from '../../facts/redirects/reading/declared-outcome.ts';
import { curlWalk } from '../../protocols/http/walk-reading.ts';

export default check({
  title: 'Every declared old address lands where it should',
  failingTitle: 'Old addresses do not land where they should',
  requirements: ['EDGE-2'],
  stage: 'redirects',
  target: 'site',
  severity: 'high',
  impact: 'revenue',
  why: 'Printed links, search results and mails already sent lead to an error or the wrong page.',
  sources: [
    rfc(9110, '15.4.2'),
    page(
      'Google: site moves',
      'https://developers.google.com/search/docs/crawling-indexing/site-move-with-url-changes',
    ),
  ],
  needs: { declared },
  fix: 'Add or correct the redirect rule for each address in the evidence.',
  effortMinutes: 30,
  reproduce: ({ manifest }) => curlWalk(manifest.redirects[0]?.from ?? manifest.product.domain),
  judge: ({ declared: { redirects } }) => {
    if (redirects.length === 0) return notApplicable('no old addresses are declared');
    const judged = redirects.map((redirect) => ({ redirect, outcome: declaredOutcome(redirect) }));
    const wrong = judged.flatMap(({ redirect, outcome }) =>
      outcome.kind === 'wrong' ? [{ redirect, why: outcome.why }] : [],
    );
    const [first] = wrong;
    if (first !== undefined)
      return fail(`${wrong.length} of ${redirects.length}: ${first.redirect.from} ${first.why}`, {
        evidence: [
          table(
            'Old addresses that go wrong',
            ['from', 'should lead to', 'what happens'],
            wrong.map(({ redirect, why }) => [redirect.from, redirect.to, why]),
          ),
        ],
      });
    const notAsked = judged.find(({ outcome }) => outcome.kind === 'not asked');
    return notAsked === undefined
      ? pass(`${redirects.length} of ${redirects.length}`)
      : unknown(
          `where ${notAsked.redirect.from} leads: it does not answer`,
          curlWalk(notAsked.redirect.from),
        );
  },
});
