import { check, rfc } from '../../model/check.ts';
import { optional } from '../../model/need.ts';
import assets from '../../facts/cache/assets.ts';
import crawl from '../../facts/pages/crawl.ts';
import { answersOf } from '../../facts/cache/reading/all-answers.ts';
import { curlFields, onCrawl, problemsOf, told } from '../../facts/pages/reading/pages.ts';
import { duration } from '../../facts/cache/reading/answers.ts';
import type { Answered } from '../../facts/cache/reading/answers.ts';
import { ageField, freshnessLifetime } from '../../protocols/http/caching/freshness.ts';
import { cacheControl, deltaOf } from '../../protocols/http/caching/directives.ts';

export default check({
  title: 'Caches do not serve answers past their time',
  failingTitle: 'A cache on the way serves answers past their time',
  requirements: ['EDGE-7', 'PERF-6'],
  stage: 'caching',
  target: 'host',
  severity: 'medium',
  impact: 'trust',
  why: 'Visitors see prices and pages that were changed long ago, and a purge is needed after every release.',
  sources: [rfc(9111, '4.2.4'), rfc(9111, '5.1')],
  needs: { crawl, assets: optional(assets) },
  fix: 'Look for a rule at the CDN that overrides Cache-Control, and let it follow the origin.',
  effortMinutes: 20,
  reproduce: curlFields('cache-control|expires|vary|age|cache-status|x-cache'),
  judge: ({ crawl: seen, assets: files }, { now }) =>
    onCrawl(seen, (done) =>
      told(
        problemsOf(answersOf(done, files), (each) => problemOf(each, now)),
        'no answer is older than it may be',
      ),
    ),
});

/** Seconds a cache may be late for good reasons: it asks behind the visitor's back (RFC 5861 section 3). */
const grace = 60;

function problemOf(each: Answered, now: number): string | null {
  const age = ageField(each.fields);
  const lifetime = freshnessLifetime('cdn', each, now);
  if (age === 0 || lifetime.from === 'none' || lifetime.from === 'heuristic') return null;
  const allowed =
    lifetime.seconds + (deltaOf(cacheControl(each.fields), 'stale-while-revalidate') ?? 0) + grace;
  return age > allowed ? `is ${duration(age)} old and was good for ${duration(lifetime.seconds)}` : null;
}
