import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Monitor } from '../../model/monitor.ts';
import type { Call } from '../http/route.ts';
import { Refused } from '../http/refused.ts';
import { json, routes } from '../http/route.ts';
import { sampleShape } from '../watch/sample-shape.ts';
import { manifestOrNone } from '../subject.ts';

const dayMs = 86_400_000;
const aheadMs = 5 * 60_000;
/** What another place cannot do: it has no beats and no inboxes. */
const onlyHere: readonly Monitor['kind'][] = ['heartbeat', 'mail'];

/** What a probe in another region asks for and sends (`probe --join`). The token's name is its region. */
export default routes(
  {
    method: 'GET',
    path: '/api/probe/work',
    access: 'probe',
    about: 'what a probe elsewhere looks at; `digest` unchanged: nothing new',
    handle: async (call) => json(await work(call)),
  },
  {
    method: 'POST',
    path: '/api/probe/samples',
    access: 'probe',
    about: 'what a probe elsewhere saw; answered once it is durable',
    maxBodyBytes: 8 * 1024 * 1024,
    handle: async (call) => {
      const { server } = call;
      const region = regionOf(call);
      const { samples } = await call.body(z.object({ samples: z.array(sampleShape).max(2_000) }));
      const now = server.outside.clock.now();
      const known = new Set((await server.monitors.list()).map(({ id }) => id));
      // A probe speaks for its own region, about what it was given, about now.
      const own = samples.filter(
        ({ monitor, region: from, at }) =>
          from === region && known.has(monitor) && at > now - dayMs && at < now + aheadMs,
      );
      if (own.length > 0) await server.watch.receive(own);
      return json({ accepted: own.length, rechecks: server.watch.takeRechecks(region), now });
    },
  },
);

function regionOf({ caller }: Call): string {
  if (caller.kind === 'probe') return caller.name;
  throw new Refused(403, 'forbidden', { message: 'This is for probes.' });
}

async function work(call: Call): Promise<object> {
  const { server } = call;
  const region = regionOf(call);
  const monitors = (await server.monitors.list()).filter(
    ({ kind, regions, isPaused }) =>
      !isPaused && !onlyHere.includes(kind) && (regions.length === 0 || regions.includes(region)),
  );
  const manifest = manifestOrNone(server.manifest());
  const digest = createHash('sha256')
    .update(JSON.stringify([monitors, manifest]))
    .digest('hex')
    .slice(0, 32);
  const isNew = call.query('digest') !== digest;
  return {
    region,
    now: server.outside.clock.now(),
    digest,
    rechecks: server.watch.takeRechecks(region),
    ...(isNew ? { monitors, manifest } : {}),
  };
}
