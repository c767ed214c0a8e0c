import { check, fail, notApplicable, pass, rfc } from '../../model/check.ts';
import cors from '../../facts/headers/cors.ts';
import { onTrials, trialEvidence } from '../../facts/headers/reading/trials.ts';
import { curlFields } from '../../facts/pages/reading/pages.ts';
import { servedFor } from '../../facts/cache/reading/answers.ts';
import type { CorsTrial } from '../../facts/headers/cors.ts';

export default check({
  title: 'Caches keep permissions for other origins apart',
  failingTitle: 'A cache may answer one origin with the permission of another',
  requirements: ['EDGE-7'],
  stage: 'caching',
  target: 'host',
  severity: 'medium',
  impact: 'revenue',
  why: 'The first visitor after a release decides for which site the API works; the others see an error.',
  sources: [rfc(9110, '12.5.5'), rfc(9111, '4.1')],
  needs: { cors },
  fix: 'Send Vary: Origin with every answer whose Access-Control-Allow-Origin depends on the question.',
  effortMinutes: 20,
  reproduce: curlFields('cache-control|expires|vary|age|cache-status|x-cache'),
  judge: ({ cors: seen }, { now }) =>
    onTrials(seen, (trials) => {
      const depending = trials.filter(
        ({ origin, direct }) => direct !== null && direct.allowOrigin === origin,
      );
      if (depending.length === 0) return notApplicable('no answer depends on the origin');
      const wrong = depending.filter((trial) => isMixedUp(trial, now));
      const [first] = wrong;
      if (first === undefined) return pass('answers that depend on the origin say so, or are not kept');
      return fail(`${first.url} names ${first.origin} without Vary: Origin, and caches may keep it`, {
        evidence: trialEvidence(wrong),
      });
    }),
});

function isMixedUp({ url, direct }: CorsTrial, now: number): boolean {
  if (direct === null || /\borigin\b|\*/i.test(direct.vary ?? '')) return false;
  const control = direct.cacheControl === null ? [] : [['cache-control', direct.cacheControl] as const];
  return servedFor('cdn', { url, status: direct.status, fields: control }, now) > 0;
}
