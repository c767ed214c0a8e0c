import { z } from 'zod';
import { unixMs } from '../../model/brand.ts';
import { recordAction } from '../audit-trail.ts';
import { nameOf } from '../auth/caller.ts';
import { deployView, deployViews } from '../deploys/deploy-desk.ts';
import { json, routes } from '../http/route.ts';

const marker = z.object({
  version: z.string().trim().min(1, 'Say which version.').max(120),
  environment: z.string().trim().min(1).max(60).default('production'),
  by: z.string().max(120).nullable().default(null),
  url: z
    .url({ protocol: /^https?$/ })
    .max(1_000)
    .nullable()
    .default(null),
  note: z.string().max(500).nullable().default(null),
  /** Unix milliseconds; a clock that is wrong must not move a deploy into the future. */
  at: z.number().optional(),
});
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
      const given = await body(marker);
      const now = server.outside.clock.now();
      const at = unixMs(Math.min(given.at ?? now, now));
      const made = {
        ...given,
        at,
        by: given.by ?? nameOf(caller),
        // Saying it twice (a repeated CI step) is the same deploy.
        id: `${given.environment} ${given.version} ${Math.floor(at / 60_000)}`,
      };
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
