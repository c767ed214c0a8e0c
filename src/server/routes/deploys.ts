import { nameOf } from '../auth/caller.ts';
import { deployView, deployViews } from '../deploys/deploy-desk.ts';
import { markDeploy } from '../deploys/mark-deploy.ts';
import { markerInput } from '../deploys/marker.ts';
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
      const given = await body(markerInput);
      const made = await markDeploy(server, caller, { ...given, by: given.by ?? nameOf(caller) });
      return json(await deployView(server, made), 201);
    },
  },
);
