import { OpenStack } from '../model/open-stack.ts';
import type { LoadDoor, LoadTarget } from '../model/outside-load.ts';
import type { Result } from '../model/outside.ts';
import { ok } from '../model/outside.ts';
import { LatencyRecorder } from '../protocols/load/recorder.ts';
import { maxBodyBytes, type LoadPlan, type LoadRoute } from './plan.ts';
import type { ConnectionTally } from './run.ts';

export interface OpenTargets extends AsyncDisposable {
  readonly targetOf: (route: LoadRoute) => LoadTarget;
  readonly connections: ConnectionTally;
}

/** One target for each origin of the plan; routes that are journeys (`own`, by id) bring theirs. */
export async function openTargets(
  door: LoadDoor,
  plan: LoadPlan,
  own: ReadonlyMap<string, LoadTarget> = new Map(),
): Promise<Result<OpenTargets>> {
  const targets = new Map<string, LoadTarget>();
  const connections = {
    dns: new LatencyRecorder(),
    connect: new LatencyRecorder(),
    tls: new LatencyRecorder(),
  };
  await using open = new OpenStack();
  for (const target of own.values()) open.use(target);
  const asked = plan.routes.filter(({ id }) => !own.has(id));
  for (const origin of new Set(asked.map(({ url }) => new URL(url).origin))) {
    const target = await door.open({
      origin,
      maxConnections: plan.maxConnections,
      timeoutMs: plan.timeoutMs,
      maxBodyBytes,
      onConnection: (phases) => {
        connections.dns.record(phases.dnsMs);
        connections.connect.record(phases.connectMs);
        connections.tls.record(phases.tlsMs);
      },
    });
    if (!target.ok) return target;
    targets.set(origin, open.use(target.value));
  }
  const kept = open.move();
  return ok({
    connections,
    targetOf: (route) => {
      const target = own.get(route.id) ?? targets.get(new URL(route.url).origin);
      if (target === undefined) throw new Error(`${route.id} has no open target`);
      return target;
    },
    [Symbol.asyncDispose]: async () => kept.disposeAsync(),
  });
}
