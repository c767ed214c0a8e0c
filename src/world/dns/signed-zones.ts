import { isBelow, labelsOf } from '../../protocols/dns/name.ts';
import type { RecordPlan, WorldPlan, ZonePlan } from '../plan.ts';
import type { ZoneKey } from './signer.ts';
import { makeZoneKey } from './signer.ts';
import type { ZoneIndex } from './zone-index.ts';
import { indexZone } from './zone-index.ts';

export interface SignedZones {
  readonly keys: ReadonlyMap<string, ZoneKey>;
  /** The zones one server has, its own versions included. */
  readonly of: (serverName: string) => readonly ZoneIndex[];
}

/** Makes the keys that are not `known`, publishes DNSKEY in each signed zone and DS in its parent. */
export function signedZones(plan: WorldPlan, known: ReadonlyMap<string, ZoneKey> = new Map()): SignedZones {
  const zones = Object.values(plan.zones);
  const signed = zones.filter((zone) => zone.dnssec !== null);
  const keys = new Map(signed.map((zone) => [zone.name, known.get(zone.name) ?? makeZoneKey(zone.name)]));
  const delegations = signed.flatMap((zone) => dsRecords(plan, zone, keys.get(zone.name)));
  const ready = (zone: ZonePlan): ZoneIndex => indexZone(withKeys(zone, keys.get(zone.name), delegations));
  const shared = new Map(zones.map((zone) => [zone.name, ready(zone)]));
  return {
    keys,
    of: (serverName) => {
      const server = plan.nameServers[serverName];
      const versions = server?.versions ?? {};
      return (server?.zones ?? [])
        .map((name) => (versions[name] === undefined ? shared.get(name) : ready(versions[name])))
        .filter((zone) => zone !== undefined);
    },
  };
}

interface Delegation {
  readonly parent: string;
  readonly record: RecordPlan;
}

function dsRecords(plan: WorldPlan, zone: ZonePlan, key: ZoneKey | undefined): readonly Delegation[] {
  const parent = Object.keys(plan.zones)
    .filter((name) => isBelow(zone.name, name))
    .toSorted((a, b) => labelsOf(b).length - labelsOf(a).length)[0];
  if (parent === undefined || key === undefined || zone.dnssec === null) return [];
  if (zone.dnssec.ds === 'none') return [];
  const value = dsValue(key, zone.dnssec.ds);
  return [{ parent, record: { name: zone.name, type: 'DS', ttlSeconds: 3600, value } }];
}

function dsValue(key: ZoneKey, kind: 'match' | 'wrong' | 'sha1'): string {
  if (kind === 'match') return key.ds;
  if (kind === 'sha1') return key.dsSha1;
  return `${key.ds.split(' ', 3).join(' ')} ${'5a'.repeat(32)}`;
}

function withKeys(zone: ZonePlan, key: ZoneKey | undefined, delegations: readonly Delegation[]): ZonePlan {
  const own: readonly RecordPlan[] =
    key === undefined ? [] : [{ name: zone.name, type: 'DNSKEY', ttlSeconds: 3600, value: key.dnskey }];
  const below = delegations.filter((one) => one.parent === zone.name).map((one) => one.record);
  const isCut = (name: string): boolean =>
    zone.records.some((record) => record.type === 'NS' && record.name === name);
  return { ...zone, records: [...zone.records, ...own, ...below.filter((record) => isCut(record.name))] };
}
