import { check, page } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import {
  curlFields,
  isSensitive,
  onPages,
  problemsOf,
  told,
  valuesOf,
} from '../../facts/pages/reading/pages.ts';

export default check({
  title: 'The back button shows the start page at once',
  failingTitle: 'The back button loads the start page anew',
  requirements: ['EDGE-7'],
  stage: 'caching',
  target: 'host',
  severity: 'low',
  impact: 'revenue',
  why: 'Every fifth step of a visitor on a phone is a step back; no-store makes each of them a whole page load.',
  sources: [page('Back/forward cache', 'https://web.dev/articles/bfcache')],
  needs: { crawl },
  fix: 'Use no-cache instead of no-store on pages that are the same for everybody.',
  effortMinutes: 20,
  reproduce: curlFields('cache-control|expires|vary|age|cache-status|x-cache'),
  judge: ({ crawl: seen }, { manifest }) =>
    onPages(seen, (pages) => {
      // Where money or an account is at stake, no-store is right.
      const open = pages.filter((each) => each.origin === 'home' && !isSensitive(each, manifest));
      const problems = problemsOf(open, (each) =>
        valuesOf(each, 'cache-control').some((value) => /\bno-store\b/i.test(value))
          ? 'is sent with no-store'
          : null,
      );
      return told(problems, 'the start page may be kept for the way back');
    }),
});
