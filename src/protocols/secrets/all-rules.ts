import { aiRules } from './data/ai.ts';
import { cloudRules } from './data/cloud.ts';
import { codeRules } from './data/code.ts';
import { genericRules } from './data/generic.ts';
import { keyRules } from './data/keys.ts';
import { messagingRules } from './data/messaging.ts';
import { paymentRules } from './data/payments.ts';
import { serviceRules } from './data/services.ts';
import { storeRules } from './data/stores.ts';
import type { SecretRule } from './rule.ts';

/** Every rule; where two match the same text, the stronger kind of evidence and then the earlier rule wins. */
export const allRules: readonly SecretRule[] = [
  ...paymentRules,
  ...codeRules,
  ...cloudRules,
  ...aiRules,
  ...messagingRules,
  ...storeRules,
  ...serviceRules,
  ...keyRules,
  ...genericRules,
];

export const ruleById = (id: string): SecretRule | undefined => allRules.find((rule) => rule.id === id);
