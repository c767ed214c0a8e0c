import { z } from 'zod';
import { deriveMonitors, planMonitors } from '../../monitor/derive.ts';
import type { MonitorPlan } from '../../monitor/derive.ts';
import { recordAction } from '../audit-trail.ts';
import type { WatchPlanView } from '../contract.ts';
import { Refused } from '../http/refused.ts';
import { json, routes } from '../http/route.ts';
import type { Server } from '../server.ts';
import { planView } from '../watch/plan-view.ts';

export default routes(
  {
    method: 'GET',
    path: '/api/watch-plan',
    access: 'viewer',
    about: 'what should be watched and is not, from manifest and audits',
    handle: async ({ server }) => json((await planned(server)).view),
  },
  {
    method: 'POST',
    path: '/api/watch-plan',
    access: 'editor',
    about: 'apply exactly the plan that was shown',
    handle: async ({ server, caller, body }) => {
      const { digest } = await body(z.object({ digest: z.string().max(100) }));
      const { plan, view } = await planned(server);
      if (digest !== view.digest)
        throw new Refused(409, 'changed', {
          message: 'The plan changed since it was shown.',
          todo: 'Look at it again.',
        });
      await applyPlan(server, plan);
      const detail = `${plan.add.length} added, ${plan.change.length} changed, ${plan.remove.length} removed`;
      await recordAction(server, caller, { action: 'applied the watch plan', subject: digest, detail });
      server.live.publish({ kind: 'changed', at: server.outside.clock.now(), what: 'monitors' });
      return json((await planned(server)).view);
    },
  },
);

async function applyPlan({ store, watch }: Server, plan: MonitorPlan): Promise<void> {
  for (const monitor of plan.add) await store.monitors.put(monitor);
  for (const { after } of plan.change) await store.monitors.put(after);
  for (const { id } of plan.remove) await store.monitors.remove(id);
  await watch.changed();
}

async function planned(
  server: Server,
): Promise<{ readonly plan: MonitorPlan; readonly view: WatchPlanView }> {
  const manifest = server.manifest();
  if (manifest === null)
    throw new Refused(409, 'no-manifest', {
      message: 'There is no launch.yaml here to derive monitors from.',
      todo: 'Write one with launch-ready init, or add monitors by hand.',
    });
  const fixed = await server.audits.fixed();
  const derived = deriveMonitors({ manifest, profile: server.profile(), fixed });
  const plan = planMonitors(await server.store.monitors.list(), derived.monitors);
  return { plan, view: planView(plan, derived.unguarded) };
}
