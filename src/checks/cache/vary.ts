import { check, rfc } from '../../model/check.ts';
import { optional } from '../../model/need.ts';
import assets from '../../facts/cache/assets.ts';
import crawl from '../../facts/pages/crawl.ts';
import { answersOf } from '../../facts/cache/reading/all-answers.ts';
import { curlFields, onCrawl, problemsOf, told } from '../../facts/pages/reading/pages.ts';
import { servedFor } from '../../facts/cache/reading/answers.ts';
import type { Answered } from '../../facts/cache/reading/answers.ts';
import { varyNames } from '../../protocols/http/caching/key.ts';

export default check({
  title: 'Shared caches can reuse what is public',
  failingTitle: 'Shared caches keep a copy for every single visitor',
  requirements: ['EDGE-7'],
  stage: 'caching',
  target: 'host',
  severity: 'medium',
  impact: 'operability',
  why: 'With such a key the cache never hits: at the first rush every request reaches the server.',
  sources: [rfc(9110, '12.5.5'), rfc(9111, '4.1')],
  needs: { crawl, assets: optional(assets) },
  fix: 'Vary public answers by Accept-Encoding only (and Origin with CORS); mark personal ones private instead.',
  effortMinutes: 20,
  reproduce: curlFields('cache-control|expires|vary|age|cache-status|x-cache'),
  judge: ({ crawl: seen, assets: files }, { now }) =>
    onCrawl(seen, (done) =>
      told(
        problemsOf(answersOf(done, files), (each) => problemOf(each, now)),
        'no public answer is kept per visitor',
      ),
    ),
});

const perVisitor = ['cookie', 'user-agent', 'authorization', 'referer', 'accept-language', 'x-forwarded-for'];

function problemOf(each: Answered, now: number): string | null {
  const names = varyNames(each.fields);
  // `Vary: *` makes an answer unusable; that matters only where it was meant to be kept.
  const isMeant =
    servedFor('cdn', { ...each, fields: each.fields.filter(([name]) => name !== 'vary') }, now) > 0;
  if (!isMeant) return null;
  if (names.includes('*')) return 'Vary: * forbids what Cache-Control allows';
  // Languages are few; the others are as many as visitors.
  const wide = names.find((name) => perVisitor.includes(name) && name !== 'accept-language');
  return wide === undefined ? null : `Vary: ${wide} on an answer for everybody`;
}
