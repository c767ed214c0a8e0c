import { recordAction } from '../audit-trail.ts';
import { nameOf } from '../auth/caller.ts';
import { deployView, deployViews } from '../deploys/deploy-desk.ts';
import { markerInput, markerOf } from '../deploys/marker.ts';
import { json, routes } from '../http/route.ts';

const shown = 50;

export default routes(
  {
    method: 'GET',
    path: '/api/deploys',
    access: 'viewer',
    about: 'deploys with what the rollback rule says',
    handle: async ({ server }) => json(await deployViews(server, shown)),
  },
  {
    method: 'POST',
    path: '/api/deploys',
    access: 'editor',
    about: 'a release went out: what follows is compared with before',
    handle: async ({ server, caller, body }) => {
      const now = server.outside.clock.now();
      const given = await body(markerInput);
      const made = markerOf({ ...given, by: given.by ?? nameOf(caller) }, now);
      await server.store.deploys.add(made);
      await server.surroundings.refresh();
      await recordAction(server, caller, {
        action: 'marked a deploy',
        subject: given.version,
        detail: given.environment,
      });
      server.live.publish({ kind: 'deploy', at: now, id: made.id, version: made.version });
      return json(await deployView(server, made), 201);
    },
  },
);
