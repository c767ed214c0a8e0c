import { z } from 'zod';
import { unixMs } from '../../model/brand.ts';
import type { IngestProject } from '../../model/ingest.ts';
import { recordAction } from '../audit-trail.ts';
import { notFound, Refused } from '../http/refused.ts';
import { json, routes } from '../http/route.ts';
import type { Server } from '../server.ts';
import { sendersView } from '../views/senders.ts';

const maxProjects = 50;
const name = z.string().trim().min(1, 'Give it a name.').max(60);
const origin = z.url({ protocol: /^https?$/ }).transform((text) => new URL(text).origin);
const changes = z.object({
  name,
  origins: z.array(origin).max(50),
  eventsPerMinute: z.int().min(1).max(1_000_000),
});

export default routes(
  {
    method: 'GET',
    path: '/api/senders',
    access: 'viewer',
    about: 'who sends errors, traces and logs: DSN, endpoints, keys, quotas, what was lost',
    handle: async ({ server }) => json(await sendersView(server)),
  },
  {
    method: 'POST',
    path: '/api/senders',
    access: 'editor',
    about: 'a further part of the product that sends',
    handle: async ({ server, caller, body }) => {
      const given = await body(z.object({ name }));
      const project = await added(server, given.name);
      await addKey(server, project.id);
      await server.projects.refresh();
      await recordAction(server, caller, {
        action: 'added a sender',
        subject: project.id,
        detail: project.name,
      });
      return json(await sendersView(server), 201);
    },
  },
  {
    method: 'PUT',
    path: '/api/senders/:id',
    access: 'editor',
    about: 'name, origins and quota of a sender',
    handle: async ({ server, caller, body, param }) => {
      const given = await body(changes);
      const project = projectOf(server, param('id'));
      await server.store.ingest.putProject({ ...project, ...given });
      await server.projects.refresh();
      await recordAction(server, caller, {
        action: 'changed a sender',
        subject: project.id,
        detail: given.name,
      });
      return json(await sendersView(server));
    },
  },
  {
    method: 'POST',
    path: '/api/senders/:id/keys',
    access: 'editor',
    about: 'a new key; the old ones end after the hours given',
    handle: async ({ server, caller, body, param }) => {
      const { oldEndsInHours } = await body(z.object({ oldEndsInHours: z.number().min(0).max(8_784) }));
      const project = projectOf(server, param('id'));
      const endsAt = unixMs(server.outside.clock.now() + oldEndsInHours * 3_600_000);
      for (const key of server.projects
        .keys()
        .filter((each) => each.project === project.id && each.endsAt === null))
        await server.store.ingest.putKey({ ...key, endsAt });
      await addKey(server, project.id);
      await server.projects.refresh();
      await recordAction(server, caller, { action: 'renewed the key of a sender', subject: project.id });
      return json(await sendersView(server), 201);
    },
  },
);

function projectOf(server: Server, id: string): IngestProject {
  const found = server.projects.projects().find((project) => project.id === id);
  if (found === undefined) throw notFound('sender');
  return found;
}

/** The next free number, whoever else takes one meanwhile. */
async function added(server: Server, called: string): Promise<IngestProject> {
  const [first] = server.projects.projects();
  const numbers = server.projects.projects().map(({ id }) => Number(id));
  for (let id = Math.max(0, ...numbers) + 1; id <= maxProjects; id += 1) {
    const project: IngestProject = {
      id: String(id),
      name: called,
      createdAt: server.outside.clock.now(),
      origins: [],
      eventsPerMinute: first?.eventsPerMinute ?? 1_000,
    };
    if (await server.store.ingest.addProject(project)) return project;
  }
  throw new Refused(409, 'too-many', { message: `There are ${maxProjects} senders, which is the most.` });
}

const addKey = (server: Server, project: string): Promise<void> =>
  server.store.ingest.putKey({
    publicKey: Buffer.from(server.outside.random.bytes(16)).toString('hex'),
    project,
    createdAt: server.outside.clock.now(),
    endsAt: null,
  });
