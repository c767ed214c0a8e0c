import type { UnixMs } from '../../model/brand.ts';
import type { Monitor } from '../../model/monitor.ts';
import type { Store } from '../../model/store.ts';
import { deriveMonitors, planMonitors } from '../../monitor/derive.ts';
import type { MonitorPlan } from '../../monitor/derive.ts';
import { inertLine } from '../../report/inert.ts';
import { fixedFindings } from '../../server/audits/audit-desk.ts';
import type { WatchPlanView } from '../../server/contract.ts';
import { planView } from '../../server/watch/plan-view.ts';
import { bodyOf } from '../../server/watch/messages.ts';
import { readSubject } from '../audit/subject.ts';
import type { CommandContext, CommandInput } from '../command.ts';
import { openNetwork } from '../network-options.ts';
import { apiClient, openServerDoor } from '../serve/client.ts';
import { openStore } from '../serve/open-store.ts';

/** Shows the difference on stdout and, when asked, applies exactly it. */
export async function planned(
  context: CommandContext,
  input: CommandInput,
  isApplied: boolean,
): Promise<void> {
  const view =
    input.options.text('server') === undefined
      ? await here(context, input, isApplied)
      : await there(context, input, isApplied);
  if (input.options.isOn('json'))
    context.stdout(`${JSON.stringify({ schema: 'launch-ready/watch-plan@1', isApplied, ...view })}\n`);
  else context.stdout(planText(view, isApplied));
}

async function there(
  context: CommandContext,
  input: CommandInput,
  isApplied: boolean,
): Promise<WatchPlanView> {
  await using outside = await openServerDoor(context, input.options);
  const client = await apiClient(outside, input.options);
  // The server's contract vouches for the shape.
  const view = (await client.get('/api/watch-plan')) as WatchPlanView;
  if (isApplied) await client.post('/api/watch-plan', { digest: view.digest });
  return view;
}

async function here(
  context: CommandContext,
  input: CommandInput,
  isApplied: boolean,
): Promise<WatchPlanView> {
  await using outside = await openNetwork(context, input.options);
  const { manifest, profile } = await readSubject(outside, input);
  await using store = (await openStore(outside, input.options)).store;
  const derived = deriveMonitors({ manifest, profile, fixed: await fixedFindings(store) });
  const plan = planMonitors(await store.monitors.list(), derived.monitors);
  if (isApplied) await apply(store, plan, outside.clock.now());
  return planView(plan, derived.unguarded);
}

/** A server that runs over the same store is told through its inbox. */
async function apply(store: Store, plan: MonitorPlan, now: UnixMs): Promise<void> {
  for (const monitor of plan.add) await store.monitors.put(monitor);
  for (const { after } of plan.change) await store.monitors.put(after);
  for (const { id } of plan.remove) await store.monitors.remove(id);
  await store.inbox.put([{ id: `cli ${now}`, at: now, body: bodyOf({ kind: 'changed' }) }]);
}

function planText(view: WatchPlanView, isApplied: boolean): string {
  const counts = `${view.add.length} to add, ${view.change.length} to change, ${view.remove.length} to remove, ${view.unchanged} as they should be`;
  const done = `${view.add.length} added, ${view.change.length} changed, ${view.remove.length} removed, ${view.unchanged} as they should be`;
  const lines = [
    isApplied ? `Done: ${done}` : counts,
    ...view.add.map((monitor) => `+ ${lineOf(monitor)}`),
    ...view.change.flatMap(({ id, title, fields }) => [
      `~ ${id}: ${title}`,
      ...fields.map(({ name, before, after }) => `    ${name}: ${before} -> ${after}`),
    ]),
    ...view.remove.map((monitor) => `- ${lineOf(monitor)}`),
    ...view.unguarded.map(({ finding, why }) => `○ ${finding}: ${why}`),
  ];
  const isEmpty = view.add.length + view.change.length + view.remove.length === 0;
  const next = isApplied ? 'Watch: launch-ready serve' : isEmpty ? '' : 'Apply: launch-ready watch apply';
  return `${lines.map(inertLine).join('\n')}\n${next === '' ? '' : `\n${next}\n`}`;
}

const lineOf = ({ id, kind, title, target, intervalSeconds }: Monitor): string =>
  `${id}: ${title}, ${kind} ${target} every ${intervalSeconds} s`;
