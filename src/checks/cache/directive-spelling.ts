import { check, rfc } from '../../model/check.ts';
import { nearest } from '../../model/nearest.ts';
import { optional } from '../../model/need.ts';
import assets from '../../facts/cache/assets.ts';
import crawl from '../../facts/pages/crawl.ts';
import { answersOf } from '../../facts/cache/reading/all-answers.ts';
import { curlFields, onCrawl, problemsOf, told } from '../../facts/pages/reading/pages.ts';
import { cacheControl, readDelta } from '../../protocols/http/caching/directives.ts';
import type { Answered } from '../../facts/cache/reading/answers.ts';

export default check({
  title: 'Caches understand every word of Cache-Control',
  failingTitle: 'Caches ignore a misspelt word of Cache-Control',
  requirements: ['EDGE-7'],
  stage: 'caching',
  target: 'host',
  severity: 'medium',
  impact: 'operability',
  why: 'A misspelt no-store is no rule at all: what must not be kept is kept.',
  sources: [rfc(9111, '5.2'), rfc(9111, '4.2.1')],
  needs: { crawl, assets: optional(assets) },
  fix: 'Use the words of RFC 9111, separated by commas, each once, with whole seconds.',
  effortMinutes: 20,
  reproduce: curlFields('cache-control|expires|vary|age|cache-status|x-cache'),
  judge: ({ crawl: seen, assets: files }) =>
    onCrawl(seen, (done) => told(problemsOf(answersOf(done, files), mistake), 'every word is understood')),
});

const seconds = ['max-age', 's-maxage', 'stale-while-revalidate', 'stale-if-error'];
const known = [
  ...seconds,
  'no-store',
  'no-cache',
  'private',
  'public',
  'must-revalidate',
  'proxy-revalidate',
  'no-transform',
  'must-understand',
  'immutable',
];
/** Extensions that are what they are: of old browsers and of servers. */
const extensions = new Set([
  'pre-check',
  'post-check',
  'no-vary-search',
  'max-stale',
  'min-fresh',
  'only-if-cached',
  'community',
]);

function mistake({ fields }: Answered): string | null {
  const directives = cacheControl(fields);
  const seen = new Map<string, string | null>();
  for (const { name, value } of directives) {
    if (seconds.includes(name) && readDelta(value) === null)
      return `${name}=${value ?? ''} is no number of seconds, caches take it as stale`;
    const before = seen.get(name);
    if (before !== undefined && before !== value) return `${name} is written twice with different values`;
    seen.set(name, value);
    if (known.includes(name) || extensions.has(name)) continue;
    const meant = nearest(name.replaceAll('_', '-').replaceAll(' ', '-'), known);
    if (meant !== null) return `no cache knows "${name}", ${meant} is meant`;
  }
  return null;
}
