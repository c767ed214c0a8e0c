import { readPolicies } from '../../../protocols/http/policies/csp-policy.ts';
import type { CspPolicy } from '../../../protocols/http/policies/csp-policy.ts';
import type { CrawledPage } from '../crawl.ts';
import { metasOf, valuesOf } from './pages.ts';

export const headerPolicies = (page: CrawledPage): readonly CspPolicy[] =>
  readPolicies(valuesOf(page, 'content-security-policy'));

/** Header and meta policies as written; frame-ancestors in a meta element is ignored by browsers (CSP3 section 3.3). */
export const policyTexts = (page: CrawledPage): readonly string[] => [
  ...valuesOf(page, 'content-security-policy'),
  ...metasOf(page, 'content-security-policy'),
];
export const pagePolicies = (page: CrawledPage): readonly CspPolicy[] => readPolicies(policyTexts(page));
