import { z } from 'zod';
import { unixMs } from '../../model/brand.ts';
import { recordAction } from '../audit-trail.ts';
import type { AuditTrailView, DeliveryListView } from '../contract-settings.ts';
import { Refused } from '../http/refused.ts';
import { json, routes } from '../http/route.ts';
import { keepTimes, retentionShape } from '../settings/retention-settings.ts';
import { settingsView } from '../settings/settings-view.ts';
import { putStatusSettings, statusSettingsShape } from '../settings/status-settings.ts';

const maintenance = z
  .object({
    from: z.number().transform(unixMs),
    to: z.number().transform(unixMs),
    monitors: z.union([z.literal('all'), z.array(z.string().max(120)).min(1).max(500)]),
    reason: z.string().trim().min(1, 'Say why: it stands on the status page.').max(300),
  })
  .refine(({ from, to }) => to > from, { path: ['to'], message: 'Must end after it begins.' })
  .refine(({ from, to }) => to - from <= 31 * 86_400_000, { path: ['to'], message: 'At most a month.' });
const trailRows = 100;

export default routes(
  {
    method: 'GET',
    path: '/api/settings',
    access: 'viewer',
    about: 'everything that can be set; never a secret',
    handle: async ({ server }) => json(await settingsView(server)),
  },
  {
    method: 'PUT',
    path: '/api/settings/status-page',
    access: 'owner',
    about: 'the public status page',
    handle: async ({ server, caller, body }) => {
      await putStatusSettings(server, await body(statusSettingsShape));
      await recordAction(server, caller, { action: 'changed the status page', subject: 'status page' });
      return json(await settingsView(server));
    },
  },
  {
    method: 'PUT',
    path: '/api/settings/retention',
    access: 'owner',
    about: 'how long looks, figures, events and alerts are kept',
    handle: async ({ server, caller, body }) => {
      const detail = await keepTimes(server, await body(retentionShape));
      if (detail !== null)
        await recordAction(server, caller, {
          action: 'changed how long things are kept',
          subject: 'retention',
          detail,
        });
      return json(await settingsView(server));
    },
  },
  {
    method: 'POST',
    path: '/api/settings/maintenance',
    access: 'editor',
    about: 'plan a window in which nobody is called',
    handle: async ({ server, caller, body }) => {
      const given = await body(maintenance);
      const id = `window-${Buffer.from(server.outside.random.bytes(6)).toString('hex')}`;
      await server.store.maintenance.put({ id, ...given });
      await server.surroundings.refresh();
      await recordAction(server, caller, {
        action: 'planned maintenance',
        subject: id,
        detail: given.reason,
      });
      return json(await settingsView(server), 201);
    },
  },
  {
    method: 'DELETE',
    path: '/api/settings/maintenance/:id',
    access: 'editor',
    about: 'end or cancel a window',
    handle: async ({ server, caller, param }) => {
      await server.store.maintenance.remove(param('id'));
      await server.surroundings.refresh();
      await recordAction(server, caller, { action: 'cancelled maintenance', subject: param('id') });
      return json(await settingsView(server));
    },
  },
  {
    method: 'GET',
    path: '/api/audit-trail',
    access: 'editor',
    about: 'who did what',
    handle: async ({ server, query }) => {
      const before = Number(query('before') ?? Number.NaN);
      const found = await server.store.audit.list(
        trailRows + 1,
        Number.isFinite(before) ? unixMs(before) : undefined,
      );
      const rows = found.slice(0, trailRows);
      const next = found.length > trailRows ? (rows.at(-1)?.at ?? null) : null;
      return json({ rows, next } satisfies AuditTrailView);
    },
  },
  {
    method: 'GET',
    path: '/api/deliveries',
    access: 'viewer',
    about: 'alerts with the receivers’ own words',
    handle: async ({ server }) =>
      json({ rows: await server.alerts.deliveries(200) } satisfies DeliveryListView),
  },
  {
    method: 'POST',
    path: '/api/settings/drill',
    access: 'editor',
    about: 'a test alert over every route',
    handle: async ({ server, caller }) => {
      const ids = server.alerts.routes().map(({ id }) => id);
      if (ids.length === 0)
        throw new Refused(409, 'no-routes', { message: 'There is no route yet: nobody would be told.' });
      await recordAction(server, caller, { action: 'drilled the alerts', subject: `${ids.length} routes` });
      return json({ deliveries: await server.alerts.drill(ids, 'the drill') });
    },
  },
);
