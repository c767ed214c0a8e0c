import { createHash } from 'node:crypto';
import type { Plan } from '../../../model/fix.ts';
import { canonicalJson } from '../../../model/json.ts';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The hash that `--plan` names: over everything but itself. */
export const hashOf = ({ hash: _own, ...rest }: Plan): string => sha256(canonicalJson(rest));

export function sealed(plan: Omit<Plan, 'hash'>): Plan {
  const open = { ...plan, hash: '' };
  return { ...open, hash: hashOf(open) };
}

/** A plan file is one line of canonical JSON: equal plans are equal bytes. */
export const planText = (plan: Plan): string => `${canonicalJson(plan)}\n`;
