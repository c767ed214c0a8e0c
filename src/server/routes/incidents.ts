import { z } from 'zod';
import { unixMs } from '../../model/brand.ts';
import { recordAction } from '../audit-trail.ts';
import { firstNameOf } from '../auth/caller.ts';
import type { IncidentListView } from '../contract-incidents.ts';
import { Refused } from '../http/refused.ts';
import { json, routes } from '../http/route.ts';
import type { Call } from '../http/route.ts';
import { checklistKey, incidentDetail, postmortemKey } from '../incidents/incident-detail.ts';
import { checklistFor } from '../incidents/checklist.ts';
import { incidentRow } from '../views/incident-views.ts';

const maxRows = 200;
const defaultRows = 50;

export default routes(
  {
    method: 'GET',
    path: '/api/incidents',
    access: 'viewer',
    about: 'incidents, newest first',
    handle: async (call) => json(await listView(call)),
  },
  {
    method: 'GET',
    path: '/api/incidents/:id',
    access: 'viewer',
    about: 'one incident with everything needed at 3 am',
    handle: async ({ server, param }) => json(await incidentDetail(server, param('id'))),
  },
  {
    method: 'POST',
    path: '/api/incidents/:id/acknowledge',
    access: 'editor',
    about: 'somebody is on it: nobody else is called',
    handle: async (call) => {
      const { server, caller } = call;
      await open(call, await server.watch.acknowledge(call.param('id'), firstNameOf(caller)));
      await recordAction(server, caller, { action: 'acknowledged an incident', subject: call.param('id') });
      return json(await incidentDetail(server, call.param('id')));
    },
  },
  {
    method: 'POST',
    path: '/api/incidents/:id/notes',
    access: 'editor',
    about: 'add a note to the timeline',
    handle: async (call) => {
      const { server, caller } = call;
      const { text } = await call.body(
        z.object({ text: z.string().trim().min(1, 'Write something.').max(2_000) }),
      );
      await open(call, await server.watch.note(call.param('id'), { by: firstNameOf(caller), text }));
      await recordAction(server, caller, { action: 'noted on an incident', subject: call.param('id') });
      return json(await incidentDetail(server, call.param('id')));
    },
  },
  {
    method: 'PUT',
    path: '/api/incidents/:id/checklist',
    access: 'editor',
    about: 'what of the checklist is done',
    handle: async (call) => {
      const { server, param } = call;
      const { done } = await call.body(z.object({ done: z.array(z.string().max(40)).max(40) }));
      const { incident } = await incidentDetail(server, param('id'));
      const known = checklistFor(incident.causes[0]?.kind ?? 'unclear').map(({ id }) => id);
      await server.store.settings.put(
        checklistKey(param('id')),
        done.filter((id) => known.includes(id)),
      );
      return json(await incidentDetail(server, param('id')));
    },
  },
  {
    method: 'PUT',
    path: '/api/incidents/:id/postmortem',
    access: 'editor',
    about: 'keep what was learnt',
    maxBodyBytes: 256 * 1024,
    handle: async (call) => {
      const { server, caller, param } = call;
      const { text } = await call.body(z.object({ text: z.string().max(100_000) }));
      await incidentDetail(server, param('id'));
      await server.store.settings.put(postmortemKey(param('id')), text === '' ? null : text);
      await recordAction(server, caller, { action: 'wrote a postmortem', subject: param('id') });
      return json(await incidentDetail(server, param('id')));
    },
  },
);

/** 404 when there never was such an incident, 409 when it is over. */
async function open({ server, param }: Call, isOpen: boolean): Promise<void> {
  const { incident } = await incidentDetail(server, param('id'));
  if (!isOpen || incident.status === 'resolved')
    throw new Refused(409, 'over', { message: 'This incident is over already.' });
}

async function listView({ server, query }: Call): Promise<IncidentListView> {
  const limit = Math.min(maxRows, Math.max(1, Math.trunc(Number(query('limit') ?? 0)) || defaultRows));
  const before = Number(query('before') ?? Number.NaN);
  const found = await server.store.incidents.list({
    onlyOpen: query('status') === 'open',
    limit: limit + 1,
    ...(Number.isFinite(before) ? { before: unixMs(before) } : {}),
  });
  const shown = found.slice(0, limit);
  return {
    rows: shown.map(incidentRow),
    next: found.length > limit ? (shown.at(-1)?.startedAt ?? null) : null,
  };
}
