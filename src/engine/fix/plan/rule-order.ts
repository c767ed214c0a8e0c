import type { Json } from '../../../model/json.ts';
import { parseResource, ruleFamilies } from '../../../protocols/edge/resource.ts';
import type { RuleFamily } from '../../../protocols/edge/resource.ts';
import { isSameResource } from '../../../protocols/edge/state.ts';
import type { Resources } from '../../../protocols/edge/state.ts';

/**
 * The state with the orders its rules will have, where an order changes by more than new rules at the end: without it a rule
 * that went and comes back on the way back would come back last, and the first rule that fits wins.
 */
export function withRuleOrders(before: Resources, after: Resources): Resources {
  const next = new Map<string, Json>(Object.entries(after));
  for (const family of ruleFamilies) {
    const resource = `rule-order:${family}`;
    const had = orderIn(before, family);
    const isWished = !isSameResource(resource, before[resource] ?? null, after[resource] ?? null);
    const there = refsIn(after, family);
    if (!isWished && had.every((ref) => there.includes(ref))) continue;
    const wanted = isWished ? orderIn(after, family) : had;
    const kept = wanted.filter((ref) => there.includes(ref));
    const order = [...kept, ...there.filter((ref) => !kept.includes(ref))];
    // A single rule has no order to tell.
    if (order.length > 1) next.set(resource, order);
    else next.delete(resource);
  }
  return Object.fromEntries(next);
}

function orderIn(state: Resources, family: RuleFamily): readonly string[] {
  const order = state[`rule-order:${family}`];
  return Array.isArray(order) ? order.filter((ref) => typeof ref === 'string') : [];
}

const refsIn = (state: Resources, family: RuleFamily): readonly string[] =>
  Object.keys(state).flatMap((resource) => {
    const id = parseResource(resource);
    return id?.kind === 'rule' && id.family === family ? [id.ref] : [];
  });
