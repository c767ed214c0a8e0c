import { check, page } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import { pagePolicies } from '../../facts/pages/reading/csp.ts';
import { count, curlFields, onPages, problemsOf, told, valuesOf } from '../../facts/pages/reading/pages.ts';

export default check({
  title: 'Pages have a Content-Security-Policy',
  failingTitle: 'Pages have no Content-Security-Policy: an injected script runs unhindered',
  requirements: ['EDGE-5'],
  stage: 'edge',
  target: 'host',
  severity: 'low',
  impact: 'security',
  why: 'One forgotten escape is enough to read what customers type; the policy is the second lock.',
  sources: [page('Content Security Policy Level 3', 'https://www.w3.org/TR/CSP3/')],
  needs: { crawl },
  fix: "Send Content-Security-Policy, first as Report-Only, starting from default-src 'self'; object-src 'none'; base-uri 'none'.",
  effortMinutes: 120,
  reproduce: curlFields('content-security-policy[a-z-]*'),
  judge: ({ crawl: seen }) =>
    onPages(seen, (pages) => {
      const missing = problemsOf(pages, (each) => {
        if (pagePolicies(each).length > 0) return null;
        const isReporting = valuesOf(each, 'content-security-policy-report-only').length > 0;
        return isReporting ? 'the policy only reports, nothing is blocked' : 'no policy';
      });
      return told(missing, `all ${count(pages.length, 'page')} have a policy`);
    }),
});
