import type { Plan } from '../../model/fix.ts';

/** What somebody has to say before a plan is applied: nothing at all, yes, or the domain's name. */
export type Needs = 'nothing' | 'yes' | 'name';

export function consentNeeded({ changes, rehearsal }: Pick<Plan, 'changes' | 'rehearsal'>): Needs {
  if (changes.length === 0) return 'nothing';
  const harms = rehearsal?.introduces.some(({ severity }) => severity !== 'low') === true;
  return harms || changes.some(({ risk }) => risk === 'dangerous') ? 'name' : 'yes';
}

export interface Consent {
  /** `--yes`. */
  readonly isYes: boolean;
  /** `--plan`: the hash, or its first twelve digits at least. */
  readonly hash: string | null;
  /** What was typed at the prompt; null: nobody could be asked. */
  readonly typed: string | null;
}

export type ConsentVerdict = { readonly ok: true } | { readonly ok: false; readonly says: string };

const leastDigits = 12;

/** A dangerous plan is applied by typing the domain's name, or by naming exactly this plan. `--yes` alone is never enough. */
export function judgeConsent(plan: Plan, consent: Consent): ConsentVerdict {
  const needed = consentNeeded(plan);
  if (needed === 'nothing') return { ok: true };
  const no = (says: string): ConsentVerdict => ({ ok: false, says });
  if (consent.hash !== null) {
    const isThis = consent.hash.length >= leastDigits && plan.hash.startsWith(consent.hash.toLowerCase());
    if (!isThis)
      return no(`The plan is ${plan.hash.slice(0, leastDigits)}, not ${consent.hash.slice(0, 64)}.`);
    if (consent.isYes) return { ok: true };
  }
  const typed = consent.typed?.trim().toLowerCase().replace(/\.$/, '') ?? null;
  if (needed === 'name')
    return typed === plan.domain
      ? { ok: true }
      : no(
          `Dangerous changes are applied by typing ${plan.domain}, or with: --yes --plan ${plan.hash.slice(0, leastDigits)}`,
        );
  if (typed === 'y' || typed === 'yes' || typed === plan.domain) return { ok: true };
  return no(`Say yes, or run with: --yes --plan ${plan.hash.slice(0, leastDigits)}`);
}
