import { z } from 'zod';
import { monitorKinds } from '../../model/monitor.ts';
import type { Monitor } from '../../model/monitor.ts';
import type { Json } from '../../model/json.ts';
import { idOf } from '../../monitor/deriving/blank.ts';
import { recordAction } from '../audit-trail.ts';
import { isAllowed } from '../auth/caller.ts';
import { Refused, notFound } from '../http/refused.ts';
import { json, routes } from '../http/route.ts';
import type { Call } from '../http/route.ts';
import { monitorDetail } from '../views/monitor-detail.ts';
import { problemsOf } from '../watch/monitor-problems.ts';

const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{0,119}$/, 'Use lower case letters, digits, dots and hyphens.');
const input = z.object({
  id: id.optional(),
  title: z.string().trim().min(1, 'Give it a name.').max(120),
  kind: z.enum(monitorKinds),
  target: z.string().trim().min(1, 'Say what is watched.').max(2_000),
  intervalSeconds: z.int().min(5, 'At least 5 seconds.').max(86_400),
  timeoutMs: z.int().min(100).max(600_000),
  failuresBeforeAlert: z.int().min(1).max(20),
  goodBeforeRecovery: z.int().min(1).max(20),
  quorum: z.int().min(0).max(20),
  regions: z.array(z.string().max(60)).max(20),
  dependsOn: z.array(z.string().max(120)).max(20),
  severity: z.enum(['critical', 'warning', 'info']),
  owner: z.string().max(100).nullable(),
  slowMs: z.number().positive().max(600_000).nullable(),
  isPaused: z.boolean(),
  options: z.record(z.string().max(60), z.json()),
});
const maxMonitors = 50_000;

export default routes(
  {
    method: 'GET',
    path: '/api/monitors/:id',
    access: 'viewer',
    about: 'one monitor with its history',
    handle: async (call) => json(await detail(call, call.param('id'))),
  },
  {
    method: 'POST',
    path: '/api/monitors',
    access: 'editor',
    about: 'add a monitor',
    handle: async (call) => {
      const given = await call.body(input);
      const known = await call.server.store.monitors.list();
      if (known.length >= maxMonitors)
        throw new Refused(409, 'too-many', { message: `There are ${maxMonitors} monitors already.` });
      const wanted = given.id ?? idOf('hand', given.title);
      if (known.some((each) => each.id === wanted))
        throw new Refused(409, 'conflict', {
          message: `There is a monitor ${wanted} already.`,
          fields: { [given.id === undefined ? 'title' : 'id']: 'Taken.' },
        });
      await keep(call, made(given, { id: wanted, origin: 'hand', guards: null }), 'added a monitor');
      return json(await detail(call, wanted), 201);
    },
  },
  {
    method: 'PUT',
    path: '/api/monitors/:id',
    access: 'editor',
    about: 'change a monitor; it is yours from then on',
    handle: async (call) => {
      const before = await existing(call);
      const given = await call.body(input);
      await keep(call, made(given, { ...before, origin: 'hand' }), 'changed a monitor');
      return json(await detail(call, before.id));
    },
  },
  {
    method: 'DELETE',
    path: '/api/monitors/:id',
    access: 'editor',
    about: 'stop watching; its history stays until the retention ends it',
    handle: async (call) => {
      const before = await existing(call);
      await call.server.store.monitors.remove(before.id);
      await recordAction(call.server, call.caller, { action: 'removed a monitor', subject: before.id });
      await told(call);
      return json({ isRemoved: true });
    },
  },
  {
    method: 'POST',
    path: '/api/monitors/:id/pause',
    access: 'editor',
    about: 'pause or go on',
    handle: async (call) => {
      const before = await existing(call);
      const { isPaused } = await call.body(z.object({ isPaused: z.boolean() }));
      await keep(call, { ...before, isPaused }, isPaused ? 'paused a monitor' : 'resumed a monitor');
      return json(await detail(call, before.id));
    },
  },
  {
    method: 'POST',
    path: '/api/monitors/:id/check',
    access: 'editor',
    about: 'look at once',
    handle: async (call) => {
      const { id: wanted } = await existing(call);
      await call.server.watch.check(wanted);
      return json({ isAsked: true }, 202);
    },
  },
);

const detail = ({ server, caller, query }: Call, wanted: string): ReturnType<typeof monitorDetail> =>
  monitorDetail(server, wanted, { range: query('range'), canEdit: isAllowed(caller, 'editor') });

async function existing({ server, param }: Call): Promise<Monitor> {
  const found = await server.store.monitors.get(param('id'));
  if (found === null) throw notFound('monitor');
  return found;
}

const made = (
  { id: _id, options, ...given }: z.output<typeof input>,
  own: Pick<Monitor, 'id' | 'origin' | 'guards'>,
): Monitor => ({
  ...given,
  // Checked as JSON by the schema.
  options: options as Readonly<Record<string, Json>>,
  id: own.id,
  origin: own.origin,
  guards: own.guards,
});

async function keep(call: Call, monitor: Monitor, action: string): Promise<void> {
  const { server } = call;
  const problems = await problemsOf(server, monitor);
  if (Object.keys(problems).length > 0)
    throw new Refused(422, 'invalid', { message: 'This cannot be watched as it is.', fields: problems });
  await server.store.monitors.put(monitor);
  await recordAction(server, call.caller, {
    action,
    subject: monitor.id,
    detail: `${monitor.kind} ${monitor.target}`,
  });
  await told(call);
}

async function told({ server }: Call): Promise<void> {
  await server.watch.changed();
  server.live.publish({ kind: 'changed', at: server.outside.clock.now(), what: 'monitors' });
}
