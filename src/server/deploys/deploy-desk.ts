import type { DeployMarker } from '../../model/monitor.ts';
import type { DeployView } from '../contract-incidents.ts';
import type { Server } from '../server.ts';

/** What the rollback rule said last about a deploy; kept as the setting `decision <id>`. */
export interface KeptDecision {
  readonly decision: 'keep' | 'watch' | 'roll back';
  readonly because: string;
  readonly at: number;
  readonly isFinal: boolean;
}

export const decisionKey = (deploy: string): string => `decision ${deploy}`;

export async function decisionOf(
  server: Pick<Server, 'store'>,
  deploy: string,
): Promise<KeptDecision | null> {
  const kept = await server.store.settings.get(decisionKey(deploy));
  // Written by the rollback watch alone.
  return kept === null ? null : (kept as unknown as KeptDecision);
}

export async function deployViews(server: Server, limit: number): Promise<readonly DeployView[]> {
  const markers = await server.store.deploys.list(limit);
  return Promise.all(markers.map((marker) => deployView(server, marker)));
}

export async function deployView(server: Server, marker: DeployMarker): Promise<DeployView> {
  const kept = await decisionOf(server, marker.id);
  return {
    marker,
    decision: kept?.decision ?? null,
    because: kept?.because ?? null,
    decidedAt: (kept?.at ?? null) as DeployView['decidedAt'],
    rollbackCommand: server.manifest()?.deploy.rollbackCommand ?? null,
  };
}
