import { Resolver } from 'node:dns/promises';
import type { Place } from './server-process.ts';

/** A zone as every server program takes it: its name and its master file (RFC 1035 section 5). */
export interface ServedZone {
  readonly name: string;
  readonly text: string;
}

export interface DnsServerOptions {
  readonly zones: readonly ServedZone[];
  readonly place?: Place;
}

export const zoneFileName = (zone: string): string => `${zone === '.' ? 'root' : zone}.zone`;

/** Asks for the SOA of the last zone until the server has loaded it. */
export function answersFor(zones: readonly ServedZone[]): (place: Place) => Promise<boolean> {
  const last = zones.at(-1)?.name ?? '.';
  return async ({ address, port }) => {
    const resolver = new Resolver({ timeout: 500, tries: 1 });
    resolver.setServers([`${address}:${port}`]);
    return resolver.resolveSoa(last).then(
      () => true,
      () => false,
    );
  };
}
