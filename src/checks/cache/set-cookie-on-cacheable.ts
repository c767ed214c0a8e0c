import { check, rfc } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import { kept } from '../../facts/cache/reading/answers.ts';
import { onCrawl, problemsOf, told, valuesOf } from '../../facts/pages/reading/pages.ts';
import { cacheSentence } from '../../protocols/http/caching/answer.ts';

export default check({
  title: 'Answers that set a cookie are not kept by shared caches',
  failingTitle: 'A shared cache may hand the same cookie to everybody',
  requirements: ['EDGE-7', 'PERF-6'],
  stage: 'caching',
  target: 'host',
  severity: 'high',
  impact: 'security',
  why: 'A cache that keeps the answer gives one session to all: they share a cart, or an account.',
  sources: [rfc(9111, '7.3'), rfc(9111, '3')],
  needs: { crawl },
  fix: 'Send Cache-Control: private with answers that set cookies, or set no cookie on pages that are cached.',
  effortMinutes: 30,
  reproduce: ({ target }) =>
    `curl -sSD - -o /dev/null https://${target.name}/ | grep -iE '^(set-cookie|cache-control)'`,
  judge: ({ crawl: seen }, { now }) =>
    onCrawl(seen, ({ pages }) => {
      const setting = pages.filter((each) => valuesOf(each, 'set-cookie').length > 0 && !each.isPrivate);
      const problems = problemsOf(setting, (each) => {
        const answer = kept('cdn', each, now);
        if (!answer.isReused || answer.lifetime.from === 'heuristic') return null;
        const name = valuesOf(each, 'set-cookie')[0]?.split('=')[0] ?? '';
        return `sets ${name}, and a shared cache: ${cacheSentence(answer)}`;
      });
      return told(problems, 'no answer with a cookie is kept by shared caches');
    }),
});
