import { check, rfc } from '../../model/check.ts';
import { optional } from '../../model/need.ts';
import assets from '../../facts/cache/assets.ts';
import crawl from '../../facts/pages/crawl.ts';
import { answersOf } from '../../facts/cache/reading/all-answers.ts';
import { curlFields, onCrawl, problemsOf, told } from '../../facts/pages/reading/pages.ts';
import {
  cacheControl,
  deltaOf,
  hasBareDirective,
  hasDirective,
} from '../../protocols/http/caching/directives.ts';
import type { Answered } from '../../facts/cache/reading/answers.ts';

export default check({
  title: 'Caching rules do not contradict themselves',
  failingTitle: 'Caching rules contradict themselves',
  requirements: ['EDGE-7'],
  stage: 'caching',
  target: 'host',
  severity: 'medium',
  impact: 'operability',
  why: 'Each cache follows the half it reads first; what was meant happens nowhere.',
  sources: [rfc(9111, '5.2.2'), rfc(9111, '4.2.1')],
  needs: { crawl, assets: optional(assets) },
  fix: 'Say one thing: no-store, or private with a max-age, or public with a max-age.',
  effortMinutes: 20,
  reproduce: curlFields('cache-control|expires|vary|age|cache-status|x-cache'),
  judge: ({ crawl: seen, assets: files }) =>
    onCrawl(seen, (done) =>
      told(problemsOf(answersOf(done, files), contradiction), 'every rule says one thing'),
    ),
});

function contradiction({ fields }: Answered): string | null {
  const directives = cacheControl(fields);
  const has = (name: string): boolean => hasDirective(directives, name);
  const maxAge = Math.max(deltaOf(directives, 'max-age') ?? 0, deltaOf(directives, 's-maxage') ?? 0);
  if (has('no-store') && has('public')) return 'says no-store and public';
  if (has('no-store') && maxAge > 0 && !has('must-understand'))
    return `says no-store and keep for ${maxAge} s`;
  if (has('public') && hasBareDirective(directives, 'private')) return 'says public and private';
  if (hasBareDirective(directives, 'private') && has('s-maxage'))
    return 'says private and s-maxage, which is for shared caches';
  if (has('immutable') && hasBareDirective(directives, 'no-cache')) return 'says immutable and no-cache';
  return has('immutable') && maxAge === 0 && !has('no-store') ? 'says immutable without a lifetime' : null;
}
