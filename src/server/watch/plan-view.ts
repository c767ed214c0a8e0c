import { createHash } from 'node:crypto';
import { canonicalJson } from '../../model/json.ts';
import type { MonitorPlan } from '../../monitor/derive.ts';
import type { WatchPlanView } from '../contract.ts';

/** The difference as people see it, with the digest that names exactly it. */
export function planView(plan: MonitorPlan, unguarded: WatchPlanView['unguarded']): WatchPlanView {
  const view = {
    add: plan.add,
    change: plan.change.map(({ before, after, fields }) => ({
      id: after.id,
      title: after.title,
      fields: fields.map((name) => ({ name, before: text(before[name]), after: text(after[name]) })),
    })),
    remove: plan.remove,
    unchanged: plan.unchanged,
    unguarded,
  };
  const digest = createHash('sha256').update(canonicalJson(view)).digest('hex').slice(0, 16);
  return { digest, ...view };
}

const text = (value: unknown): string =>
  (typeof value === 'string' ? value : canonicalJson(value)).slice(0, 300);
