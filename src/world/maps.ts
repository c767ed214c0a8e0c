import { isIPv6 } from 'node:net';
import type { WorldPlan } from './plan.ts';

export interface MapInput {
  readonly plan: WorldPlan;
  /** Loopback ports by server name; null where the port is closed. */
  readonly nameServers: ReadonlyMap<string, number>;
  readonly mailServers: ReadonlyMap<string, number | null>;
  /** By address. */
  readonly web: ReadonlyMap<string, { readonly http: number | null; readonly https: number | null }>;
}

/** The `--map` rules that lead the program into this world, and nowhere else. */
export function mapsFor(input: MapInput): readonly string[] {
  const { plan } = input;
  const dns = Object.values(plan.nameServers).flatMap((server) =>
    server.addresses.map((address) =>
      rule(address, 53, isShut(server) ? null : input.nameServers.get(server.name)),
    ),
  );
  const mail = Object.values(plan.mailServers).flatMap((server) =>
    server.addresses.map((address) => rule(address, 25, input.mailServers.get(server.name))),
  );
  const web = [...input.web].flatMap(([address, ports]) => [
    rule(address, 80, ports.http),
    rule(address, 443, ports.https),
  ]);
  return [...dns, ...mail, ...web, '*:*=refuse'];
}

const isShut = (server: WorldPlan['nameServers'][string]): boolean =>
  server.udp === 'closed' && server.tcp === 'closed';

function rule(address: string, port: number, to: number | null | undefined): string {
  const host = isIPv6(address) ? `[${address}]` : address;
  return `${host}:${port}=${typeof to === 'number' ? `127.0.0.1:${to}` : 'refuse'}`;
}

/** A root hints file: the root's NS record and the addresses of its servers. */
export function hintsFor(plan: WorldPlan): string {
  const roots = Object.values(plan.nameServers).filter((server) => server.zones.includes('.'));
  return roots
    .flatMap((server) => [
      `.                        3600000      NS    ${server.name}.`,
      ...server.addresses.map(
        (address) => `${server.name}.      3600000      ${isIPv6(address) ? 'AAAA' : 'A'}     ${address}`,
      ),
    ])
    .map((line) => `${line}\n`)
    .join('');
}
