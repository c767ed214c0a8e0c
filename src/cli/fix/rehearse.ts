import type { CheckPlugin } from '../../engine/judge.ts';
import { plannedOutside } from '../../engine/fix/rehearse/planned-outside.ts';
import { rehearsed } from '../../engine/fix/rehearse/rehearsal.ts';
import { effectOf } from '../../engine/fix/verify/findings.ts';
import type { Plan, Provider } from '../../model/fix.ts';
import type { Outside } from '../../model/outside.ts';
import type { Resources } from '../../protocols/edge/state.ts';
import type { CommandContext } from '../command.ts';
import type { Subject } from '../audit/subject.ts';
import { collectWith, isAffected, judgeFile, restricted } from './looking.ts';
import type { Judged } from './looking.ts';
import { playOnShadow } from './shadow.ts';

export interface RehearsalRequest {
  readonly plan: Plan;
  readonly state: Resources;
  readonly provider: Provider;
  readonly subject: Subject;
  readonly checks: readonly CheckPlugin[];
  readonly before: Judged;
  /** Remembers what was asked when the plan was made. */
  readonly outside: Outside;
  readonly timeoutMs: number;
}

/** The plan on planned facts, and on a shadow of the zone; both results become part of the plan. */
export async function rehearse(context: CommandContext, request: RehearsalRequest): Promise<Plan> {
  const { plan, state, provider, subject, outside } = request;
  if (plan.changes.length === 0) return plan;
  const checks = request.checks.filter(isAffected);
  const planned = plannedOutside(outside, { zone: plan.zone, before: state, after: afterOf(plan, state) });
  const { signal } = context;
  const file = await collectWith(planned, {
    subject,
    checks,
    timeoutMs: request.timeoutMs,
    tool: plan.tool,
    signal,
  });
  const effect = effectOf(plan, restricted(request.before, checks), judgeFile(file, subject, checks));
  await using near = await context.openOutside({ isPrivateNetworkAllowed: true });
  const shadow = await playOnShadow({ plan, state, provider }, near);
  return rehearsed(plan, effect, shadow);
}

export function afterOf({ changes }: Pick<Plan, 'changes'>, state: Resources): Resources {
  const next = new Map(Object.entries(state));
  for (const { resource, after } of changes) {
    if (after === null) next.delete(resource);
    else next.set(resource, after);
  }
  return Object.fromEntries(next);
}
