import { notApplicable, unknown } from '../../../model/check.ts';
import type { Verdict } from '../../../model/check.ts';
import type { Evidence } from '../../../model/evidence.ts';
import { table } from '../../../model/evidence.ts';
import { corsGrant } from '../../../protocols/http/policies/cors.ts';
import type { CorsGrant } from '../../../protocols/http/policies/cors.ts';
import type { Cors, CorsTrial } from '../cors.ts';

/** Lets a judgement through to the trials, or says what is missing. */
export function onTrials(cors: Cors, judge: (trials: readonly CorsTrial[]) => Verdict): Verdict {
  if (!cors.isAsked) return notApplicable(cors.why);
  const answered = cors.trials.filter((trial) => trial.direct !== null || trial.preflight !== null);
  const [first] = cors.trials;
  if (first === undefined) return notApplicable('there is no address to ask');
  if (answered.length < cors.trials.length)
    return unknown(
      'answers to foreign Origin fields',
      `curl -sSD - -o /dev/null -H 'Origin: ${first.origin}' '${first.url}'`,
    );
  return judge(answered);
}

/** What is granted to the asked origin, in the answer itself and in the preflight. */
export const grants = ({ origin, direct, preflight }: CorsTrial): readonly CorsGrant[] =>
  [direct, preflight].flatMap((reply) => (reply === null ? [] : [corsGrant(reply, origin)]));

export const trialEvidence = (trials: readonly CorsTrial[]): readonly Evidence[] => [
  table(
    'Asked with',
    ['Origin', 'address', 'Access-Control-Allow-Origin', 'with cookies', 'preflight'],
    trials.map(({ origin, url, direct, preflight }) => [
      origin,
      url,
      direct?.allowOrigin ?? 'none',
      direct?.allowCredentials ?? 'no',
      preflight?.allowOrigin ?? 'none',
    ]),
  ),
];
