import { check, notApplicable, rfc, unknown } from '../../model/check.ts';
import probes from '../../facts/cache/probes.ts';
import type { CacheProbe } from '../../facts/cache/probes.ts';
import { duration, servedFor } from '../../facts/cache/reading/answers.ts';
import { told } from '../../facts/pages/reading/pages.ts';

export default check({
  title: 'Errors are not kept by caches',
  failingTitle: 'An error stays in caches after it is repaired',
  requirements: ['EDGE-7'],
  stage: 'caching',
  target: 'host',
  severity: 'high',
  impact: 'revenue',
  why: 'One bad minute during a release becomes an hour for everybody behind the CDN.',
  sources: [rfc(9111, '4.2.2'), rfc(9110, '15.1')],
  needs: { probes },
  fix: 'Send Cache-Control: no-store with errors, and at most a minute for 404.',
  effortMinutes: 20,
  reproduce: ({ target }) =>
    `curl -sSD - -o /dev/null https://${target.name}/launch-ready-probe | grep -iE '^(HTTP|cache-control|age|cache-status)'`,
  judge: ({ probes: seen }, { now }) => {
    if (!seen.isAsked) return notApplicable(seen.why);
    const pairs = [seen.missingPage, seen.missingAsset].filter((each) => each !== null);
    if (pairs.length === 0)
      return unknown('what a missing page answers', 'curl -sSi https://host/launch-ready-probe');
    const errors = pairs.map(({ first }) => first).filter((each) => each.status >= 400);
    const stuck = errors.filter((each) => longest(each, now) > maxSeconds);
    const isLong = stuck.some((each) => longest(each, now) > longSeconds);
    return told(
      stuck.map((each) => ({
        url: each.url,
        problem: `the ${each.status} is kept for ${duration(longest(each, now))}`,
      })),
      'errors are asked again within five minutes',
      isLong ? {} : { severity: 'medium' },
    );
  },
});

const maxSeconds = 300;
const longSeconds = 3600;
const longest = (each: CacheProbe, now: number): number =>
  Math.max(servedFor('cdn', each, now), servedFor('private', each, now));
