import type { WorldClock } from '../clock.ts';
import type { WorldPlan } from '../plan.ts';
import { startDnsServer } from './dns-server.ts';
import { makeResponder } from './responder.ts';
import { signedZones } from './signed-zones.ts';
import { indexZone } from './zone-index.ts';

export interface NameServers {
  /** Loopback ports by server name. */
  readonly ports: ReadonlyMap<string, number>;
  readonly close: () => Promise<void>;
}

export interface NameServersInput {
  readonly plan: WorldPlan;
  readonly clock: WorldClock;
  readonly signal: AbortSignal;
}

export async function startNameServers({ plan, clock, signal }: NameServersInput): Promise<NameServers> {
  const zones = signedZones(plan);
  const allZones = Object.values(plan.zones).map(indexZone);
  const nowSeconds = (): number => plan.now / 1000;
  const servers = await Promise.all(
    Object.values(plan.nameServers).map(async (server) => {
      const responder = makeResponder({
        server,
        zones: zones.of(server.name),
        allZones,
        keys: zones.keys,
        nowSeconds,
      });
      return [server.name, await startDnsServer({ server, responder, clock, signal })] as const;
    }),
  );
  return {
    ports: new Map(servers.map(([name, running]) => [name, running.port])),
    close: async () => void (await Promise.all(servers.map(async ([, running]) => running.close()))),
  };
}
