import type { CspPolicy } from './csp-policy.ts';

export type FrameRule = 'via-csp' | 'deny-or-sameorigin' | 'allow-from' | 'invalid' | 'none';

/** Who may put the page into a frame: frame-ancestors of a header wins over X-Frame-Options (CSP3 section 6.4.2.2, RFC 7034). */
export function frameRule(headerPolicies: readonly CspPolicy[], options: readonly string[]): FrameRule {
  const ancestors = headerPolicies.flatMap(({ directives }) => {
    const list = directives['frame-ancestors'];
    return list === undefined ? [] : [list];
  });
  if (ancestors.some((list) => !list.some(isEverybody))) return 'via-csp';
  if (ancestors.length > 0) return 'none';
  if (options.length === 0) return 'none';
  const value = options.join(', ').trim().toLowerCase();
  if (value === 'deny' || value === 'sameorigin') return 'deny-or-sameorigin';
  return /^allow-from\s+\S/.test(value) ? 'allow-from' : 'invalid';
}

const isEverybody = (source: string): boolean => /^(?:\*|https?:(?:\/\/\*)?)$/.test(source);
