import { check, notApplicable, rfc } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import { kept } from '../../facts/cache/reading/answers.ts';
import { onCrawl, problemsOf, told } from '../../facts/pages/reading/pages.ts';
import { cacheSentence } from '../../protocols/http/caching/answer.ts';

export default check({
  title: 'What belongs to one visitor is not kept by shared caches',
  failingTitle: 'A shared cache may keep what belongs to one visitor',
  requirements: ['EDGE-7', 'PERF-6'],
  stage: 'caching',
  target: 'host',
  severity: 'high',
  impact: 'security',
  why: 'The day a CDN is switched on, the next visitor sees the account of the one before.',
  sources: [rfc(9111, '5.2.2.7'), rfc(9111, '7.3')],
  needs: { crawl },
  fix: 'Send Cache-Control: private, no-store (or at least private) with every personal answer.',
  effortMinutes: 30,
  reproduce: ({ target }) =>
    `curl -sSD - -o /dev/null https://${target.name}/account | grep -i '^cache-control'`,
  judge: ({ crawl: seen }, { now }) =>
    onCrawl(seen, ({ pages }) => {
      const personal = pages.filter((each) => each.isPrivate);
      if (personal.length === 0) return notApplicable('no page of this host is declared private');
      const problems = problemsOf(personal, (each) => {
        const answer = kept('cdn', each, now);
        return answer.isReused ? `a shared cache: ${cacheSentence(answer)}` : null;
      });
      return told(problems, `no shared cache keeps the ${personal.length} private pages`);
    }),
});
