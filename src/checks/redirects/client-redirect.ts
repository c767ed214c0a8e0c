import { check, fail, notApplicable, page, pass } from '../../model/check.ts';
import { lines } from '../../model/evidence.ts';
import landing from '../../facts/redirects/landing.ts';
import { hostOf } from '../../protocols/http/walk-reading.ts';

/** A page that renews itself after a while is a dashboard; one that leaves at once is a redirect. */
const maxRedirectSeconds = 10;

export default check({
  title: 'The start page is a page, not a redirect in disguise',
  failingTitle: 'The start page sends visitors on by itself instead of redirecting',
  requirements: ['EDGE-2'],
  stage: 'redirects',
  target: 'host',
  severity: 'medium',
  impact: 'revenue',
  why: 'Visitors see a blank page first, the back button breaks, and programs and some crawlers never arrive.',
  sources: [
    page(
      'HTML: refresh',
      'https://html.spec.whatwg.org/multipage/semantics.html#attr-meta-http-equiv-refresh',
    ),
    page('WCAG technique G110', 'https://www.w3.org/WAI/WCAG22/Techniques/general/G110'),
  ],
  needs: { landing },
  fix: 'Answer with 301 and a Location instead of a page with a refresh.',
  effortMinutes: 20,
  reproduce: ({ target }) => `curl -sSkL -D - https://${target.name}/ | grep -i refresh`,
  judge: ({ landing: seen }, { target }) => {
    if (!seen.isPage) return notApplicable(seen.why);
    if (hostOf(seen.url) !== target.name) return notApplicable(`the page is ${seen.url}, judged there`);
    const { refresh } = seen;
    if (refresh === null) return pass('no refresh');
    const isElsewhere = refresh.url !== seen.url && refresh.seconds <= maxRedirectSeconds;
    if (!isElsewhere) return pass(`it renews itself after ${refresh.seconds} s`);
    return fail(`after ${refresh.seconds} s the page sends visitors to ${refresh.url}`, {
      evidence: [lines('Refresh', [`${seen.url}: ${refresh.seconds}; url=${refresh.url}`])],
    });
  },
});
