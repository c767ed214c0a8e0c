import { check, page } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import type { CrawledPage } from '../../facts/pages/crawl.ts';
import { curlFields, onCrawl, problemsOf, told, valuesOf } from '../../facts/pages/reading/pages.ts';

export default check({
  title: 'No header promises protection that is gone',
  failingTitle: 'A header promises protection browsers no longer give',
  requirements: ['EDGE-5'],
  stage: 'edge',
  target: 'host',
  severity: 'low',
  impact: 'security',
  why: 'Old headers make a list look complete; X-XSS-Protection even opened holes of its own.',
  sources: [
    page(
      'MDN: X-XSS-Protection',
      'https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/X-XSS-Protection',
    ),
  ],
  needs: { crawl },
  fix: 'Take the header away; Content-Security-Policy and Permissions-Policy have taken its place.',
  effortMinutes: 10,
  reproduce: curlFields(
    'x-xss-protection|public-key-pins|expect-ct|feature-policy|x-webkit-csp|x-content-security-policy|p3p',
  ),
  judge: ({ crawl: seen }) =>
    onCrawl(seen, ({ pages }) =>
      told(problemsOf(pages.slice(0, 10), obsolete), 'no obsolete header is sent'),
    ),
});

const names = [
  'public-key-pins',
  'expect-ct',
  'feature-policy',
  'x-webkit-csp',
  'x-content-security-policy',
  'p3p',
];

function obsolete(each: CrawledPage): string | null {
  // `0` switches the old filter off, which is right.
  const filter = valuesOf(each, 'x-xss-protection').find((value) => !value.trim().startsWith('0'));
  if (filter !== undefined) return `x-xss-protection: ${filter}`;
  return names.find((name) => valuesOf(each, name).length > 0) ?? null;
}
