import { check, notApplicable, page } from '../../model/check.ts';
import crawl from '../../facts/pages/crawl.ts';
import type { CrawledPage } from '../../facts/pages/crawl.ts';
import { curlFields, onCrawl, problemsOf, told, valuesOf } from '../../facts/pages/reading/pages.ts';
import { embedderPolicy, openerPolicy, resourcePolicy } from '../../protocols/http/policies/cross-origin.ts';

const readers = {
  'cross-origin-opener-policy': openerPolicy,
  'cross-origin-embedder-policy': embedderPolicy,
  'cross-origin-resource-policy': resourcePolicy,
} as const;

export default check({
  title: 'Browsers understand the cross-origin policies',
  failingTitle: 'Browsers ignore a cross-origin policy',
  requirements: ['EDGE-5'],
  stage: 'edge',
  target: 'host',
  severity: 'low',
  impact: 'security',
  why: 'A value no browser knows is the same as no value: the isolation that was meant is not there.',
  sources: [
    page(
      'HTML: opener policies',
      'https://html.spec.whatwg.org/multipage/browsers.html#cross-origin-opener-policies',
    ),
    page(
      'Fetch: Cross-Origin-Resource-Policy',
      'https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header',
    ),
  ],
  needs: { crawl },
  fix: 'Use exactly one of the words of the standard, in lower case, without quotes, in one line.',
  effortMinutes: 10,
  reproduce: curlFields('cross-origin-[a-z]*-policy'),
  judge: ({ crawl: seen }) =>
    onCrawl(seen, ({ pages }) => {
      const using = pages.filter((each) =>
        Object.keys(readers).some((name) => valuesOf(each, name).length > 0),
      );
      if (using.length === 0) return notApplicable('no answer has such a policy');
      return told(problemsOf(using, ignored), 'every cross-origin policy is understood');
    }),
});

function ignored(each: CrawledPage): string | null {
  for (const [name, read] of Object.entries(readers)) {
    const values = valuesOf(each, name);
    if (read(values) === 'invalid') return `${name}: ${values.join(', ')} is ignored`;
  }
  return null;
}
