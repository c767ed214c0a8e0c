import type { Plan, Rehearsal } from '../../../model/fix.ts';
import { targetKey } from '../../../model/target.ts';
import { sealed } from '../plan/seal.ts';
import type { Effect } from '../verify/findings.ts';
import { effectSentence } from '../verify/findings.ts';

/** The plan with what its rehearsal showed, under a new hash: consent is given to both. */
export function rehearsed(plan: Plan, effect: Effect, shadow: string | null): Plan {
  const rehearsal: Rehearsal = {
    sentence: effectSentence(effect),
    cures: effect.cured.map(({ fingerprint }) => fingerprint),
    introduces: effect.introduced.map(({ check, target, severity, found }) => ({
      check,
      target: targetKey(target),
      severity,
      found: found.slice(0, 400),
    })),
    shadow,
  };
  const { hash: _old, ...rest } = plan;
  return sealed({ ...rest, rehearsal });
}
