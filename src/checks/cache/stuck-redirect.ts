import { check, notApplicable, rfc } from '../../model/check.ts';
import probes from '../../facts/cache/probes.ts';
import type { CacheProbe } from '../../facts/cache/probes.ts';
import { duration, servedFor } from '../../facts/cache/reading/answers.ts';
import { told } from '../../facts/pages/reading/pages.ts';

export default check({
  title: 'Redirects can be called back',
  failingTitle: 'Browsers keep a redirect that can no longer be called back',
  requirements: ['EDGE-7'],
  stage: 'caching',
  target: 'host',
  severity: 'high',
  impact: 'operability',
  why: 'A wrong redirect that browsers keep for a year cannot be repaired: those visitors are lost.',
  sources: [rfc(9111, '4.2.2'), rfc(9110, '15.4.2')],
  needs: { probes },
  fix: 'Give permanent redirects Cache-Control: max-age of at most a day.',
  effortMinutes: 20,
  reproduce: ({ target }) => `curl -sSI http://${target.name}/ | grep -iE '^(HTTP|location|cache-control)'`,
  judge: ({ probes: seen }, { now }) => {
    if (!seen.isAsked) return notApplicable(seen.why);
    const permanent = seen.redirects.filter(({ status }) => status === 301 || status === 308);
    if (permanent.length === 0) return notApplicable('no permanent redirect was met');
    const stuck = permanent.filter((each) => longest(each, now) > maxSeconds);
    return told(
      stuck.map((each) => ({
        url: each.url,
        problem: `the ${each.status} is kept for ${duration(longest(each, now))}`,
      })),
      `${permanent.length} permanent redirects are asked again in time`,
    );
  },
});

const maxSeconds = 604_800;
const longest = (each: CacheProbe, now: number): number =>
  Math.max(servedFor('cdn', each, now), servedFor('private', each, now));
