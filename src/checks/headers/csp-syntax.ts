import { check, notApplicable, page } from '../../model/check.ts';
import { nearest } from '../../model/nearest.ts';
import crawl from '../../facts/pages/crawl.ts';
import type { CrawledPage } from '../../facts/pages/crawl.ts';
import { pagePolicies } from '../../facts/pages/reading/csp.ts';
import { curlFields, onPages, problemsOf, told } from '../../facts/pages/reading/pages.ts';
import { cspVerdict } from '../../protocols/http/policies/csp-verdict.ts';

export default check({
  title: 'Browsers understand every part of the Content-Security-Policy',
  failingTitle: 'Browsers ignore a part of the Content-Security-Policy',
  requirements: ['EDGE-5'],
  stage: 'edge',
  target: 'host',
  severity: 'medium',
  impact: 'security',
  why: 'A misspelt or repeated directive is skipped without a word, and the protection it was meant to give is not there.',
  sources: [page('CSP3: parsing', 'https://www.w3.org/TR/CSP3/#parse-serialized-policy')],
  needs: { crawl },
  fix: 'Write every directive once, with the name of the standard, separated by semicolons.',
  effortMinutes: 15,
  reproduce: curlFields('content-security-policy'),
  judge: ({ crawl: seen }) =>
    onPages(seen, (pages) => {
      const judged = pages.filter((each) => pagePolicies(each).length > 0);
      if (judged.length === 0) return notApplicable('no page has a policy');
      return told(problemsOf(judged, mistake), 'every directive is understood');
    }),
});

const names = [
  'default-src',
  'script-src',
  'style-src',
  'img-src',
  'connect-src',
  'font-src',
  'object-src',
  'base-uri',
  'form-action',
  'frame-ancestors',
  'frame-src',
  'report-uri',
  'report-to',
  'worker-src',
  'media-src',
  'manifest-src',
];

function mistake(each: CrawledPage): string | null {
  const policies = pagePolicies(each);
  const repeated = policies.flatMap((policy) => policy.repeated)[0];
  if (repeated !== undefined) return `${repeated} is written twice, the second is ignored`;
  const unknown = policies.flatMap((policy) => policy.unknown)[0];
  if (unknown !== undefined) {
    const meant = nearest(unknown, names);
    return `no browser knows ${unknown}${meant === null ? '' : `, ${meant} is meant`}`;
  }
  return cspVerdict(policies) === 'invalid'
    ? "'strict-dynamic' without a nonce or hash blocks every script"
    : null;
}
