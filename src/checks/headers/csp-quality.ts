import { check, page } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import type { CrawledPage } from '../../facts/pages/crawl.ts';
import { pagePolicies, policyTexts } from '../../facts/pages/reading/csp.ts';
import { curlFields, onPages, problemsOf, told } from '../../facts/pages/reading/pages.ts';
import { notApplicable } from '../../model/check.ts';
import { cspAdvice } from '../../protocols/http/policies/csp-advice.ts';
import { cspVerdict } from '../../protocols/http/policies/csp-verdict.ts';
import type { CspVerdict } from '../../protocols/http/policies/csp-verdict.ts';

const weak: Readonly<Partial<Record<CspVerdict, string>>> = {
  'unsafe-inline': 'scripts written into the page run',
  'unsafe-eval': 'text can be run as a script (unsafe-eval)',
  'insecure-scheme': 'scripts may come over http',
};

export default check({
  title: 'The Content-Security-Policy stops injected scripts',
  failingTitle: 'The Content-Security-Policy lets injected scripts run',
  requirements: ['EDGE-5'],
  stage: 'edge',
  target: 'host',
  severity: 'medium',
  impact: 'security',
  why: 'A policy with unsafe-inline or a wildcard costs the upkeep of a policy and protects nobody.',
  sources: [
    page('CSP: unsafe-inline', 'https://www.w3.org/TR/CSP3/#unsafe-inline-warnings'),
    page('Google CSP Evaluator', 'https://csp-evaluator.withgoogle.com/'),
  ],
  needs: { crawl },
  fix: "Use nonces or hashes in script-src instead of 'unsafe-inline' and wildcards, and set object-src and base-uri to 'none'.",
  effortMinutes: 240,
  reproduce: curlFields('content-security-policy'),
  judge: ({ crawl: seen }) =>
    onPages(seen, (pages) => {
      const judged = pages.filter((each) => pagePolicies(each).length > 0);
      if (judged.length === 0)
        return notApplicable('no page has a policy, which headers/csp-presence judges');
      return told(problemsOf(judged, weakness), 'no injected script gets past the policy');
    }),
});

function weakness(each: CrawledPage): string | null {
  const verdict = cspVerdict(pagePolicies(each));
  // Policies browsers ignore are headers/csp-syntax's.
  if (verdict === null || verdict === 'invalid') return null;
  const words = weak[verdict];
  if (words !== undefined) return words;
  const texts = policyTexts(each);
  // Together policies only get stricter: advice is fair when there is one.
  if (texts.length !== 1) return null;
  const high = cspAdvice(texts[0] ?? '').find((advice) => advice.weight === 'high');
  return high === undefined ? null : `${high.directive} ${high.source ?? ''}: ${high.text}`;
}
