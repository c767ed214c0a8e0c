import type { Danger, Risk } from '../../../model/fix.ts';
import type { Difference } from '../../../protocols/edge/state.ts';
import { addressRule } from './address.ts';
import { caaRule, delegationRule } from './delegation.ts';
import { edgeRuleRule } from './edge-rules.ts';
import { settingRule } from './edge-settings.ts';
import type { DangerContext, DangerRule } from './judged.ts';
import { dkimRule, dmarcRule, mailTransportRule, textRule } from './mail-texts.ts';
import { mailExchangerRule } from './mail-exchangers.ts';
import { proxyRule } from './proxy.ts';
import { spfRule } from './spf.ts';

/** Every role a resource can have. Percentages protect nobody in a zone of twelve records; roles do. */
const rules: readonly DangerRule[] = [
  addressRule,
  mailExchangerRule,
  spfRule,
  dkimRule,
  dmarcRule,
  textRule,
  mailTransportRule,
  delegationRule,
  caaRule,
  proxyRule,
  settingRule,
  edgeRuleRule,
];

export interface RiskVerdict {
  readonly risk: Risk;
  readonly dangers: readonly Danger[];
  /** Why this is never done automatically; null when it may be, with consent. */
  readonly refusal: string | null;
}

/** What a change can break, in the state as a whole. */
export function riskOf(change: Difference, context: DangerContext): RiskVerdict {
  const judged = rules.flatMap((rule) => rule(change, context));
  const refusal = judged.find(({ grade }) => grade === 'refused');
  const dangers = judged.flatMap(({ rule, grade, says }): Danger[] =>
    grade === 'refused' ? [] : [{ rule, grade, says }],
  );
  const risk = dangers.some(({ grade }) => grade === 'dangerous')
    ? 'dangerous'
    : dangers.length > 0
      ? 'ask'
      : 'safe';
  return { risk, dangers, refusal: refusal?.says ?? null };
}
