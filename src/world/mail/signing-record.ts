import { dkimPlaceholder } from '../healthy/product-zones.ts';
import type { WorldPlan, ZonePlan } from '../plan.ts';

/** Publishes the mail signing key wherever a zone left room for it, in strings of at most 255 bytes (RFC 1035 section 3.3.14). */
export function withSigningKey(plan: WorldPlan, publicKey: string): WorldPlan {
  const filled = (zone: ZonePlan): ZonePlan => ({
    ...zone,
    records: zone.records.map((record) => ({
      ...record,
      value: record.value.replace(dkimPlaceholder, publicKey),
    })),
  });
  const zones = Object.entries(plan.zones).map(([name, zone]) => [name, filled(zone)] as const);
  const servers = Object.entries(plan.nameServers).map(([name, server]) => {
    const versions = Object.entries(server.versions).map(
      ([zone, version]) => [zone, filled(version)] as const,
    );
    return [name, { ...server, versions: Object.fromEntries(versions) }] as const;
  });
  return { ...plan, zones: Object.fromEntries(zones), nameServers: Object.fromEntries(servers) };
}
