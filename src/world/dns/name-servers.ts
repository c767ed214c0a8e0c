import type { WorldClock } from '../clock.ts';
import type { WorldPlan } from '../plan.ts';
import { startDnsServer } from './dns-server.ts';
import type { Responder } from './responder.ts';
import { makeResponder } from './responder.ts';
import type { ZoneKey } from './signer.ts';
import { signedZones } from './signed-zones.ts';
import { indexZone } from './zone-index.ts';

export interface NameServers {
  /** Loopback ports by server name. */
  readonly ports: ReadonlyMap<string, number>;
  /** Serves another version of the same servers' zones from now on; keys stay. */
  readonly update: (plan: WorldPlan) => void;
  readonly close: () => Promise<void>;
}

export interface NameServersInput {
  readonly plan: WorldPlan;
  readonly clock: WorldClock;
  readonly signal: AbortSignal;
}

export async function startNameServers({ plan, clock, signal }: NameServersInput): Promise<NameServers> {
  const first = respondersFor(plan, new Map());
  let current = first.responders;
  const servers = await Promise.all(
    Object.values(plan.nameServers).map(async (server) => {
      const responder: Responder = {
        respond: (bytes, transport) => current.get(server.name)?.respond(bytes, transport) ?? [],
      };
      return [server.name, await startDnsServer({ server, responder, clock, signal })] as const;
    }),
  );
  return {
    update: (next) => {
      current = respondersFor(next, first.keys).responders;
    },
    ports: new Map(servers.map(([name, running]) => [name, running.port])),
    close: async () => void (await Promise.all(servers.map(async ([, running]) => running.close()))),
  };
}

interface Responders {
  readonly responders: ReadonlyMap<string, Responder>;
  readonly keys: ReadonlyMap<string, ZoneKey>;
}

function respondersFor(plan: WorldPlan, known: ReadonlyMap<string, ZoneKey>): Responders {
  const zones = signedZones(plan, known);
  const allZones = Object.values(plan.zones).map(indexZone);
  const nowSeconds = (): number => plan.now / 1000;
  const responders = Object.values(plan.nameServers).map((server) => {
    const input = { server, zones: zones.of(server.name), allZones, keys: zones.keys, nowSeconds };
    return [server.name, makeResponder(input)] as const;
  });
  return { responders: new Map(responders), keys: zones.keys };
}
