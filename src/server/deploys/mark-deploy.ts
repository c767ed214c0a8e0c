import type { z } from 'zod';
import type { DeployMarker } from '../../model/monitor.ts';
import { recordAction } from '../audit-trail.ts';
import type { Caller } from '../auth/caller.ts';
import type { Server } from '../server.ts';
import { markerOf, type markerInput } from './marker.ts';

/** A release went out: everybody who compares before and after knows from now on. */
export async function markDeploy(
  server: Server,
  caller: Caller,
  given: z.output<typeof markerInput>,
): Promise<DeployMarker> {
  const now = server.outside.clock.now();
  const made = markerOf(given, now);
  await server.store.deploys.add(made);
  await server.surroundings.refresh();
  await recordAction(server, caller, {
    action: 'marked a deploy',
    subject: given.version,
    detail: given.environment,
  });
  server.live.publish({ kind: 'deploy', at: now, id: made.id, version: made.version });
  return made;
}
