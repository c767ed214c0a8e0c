import { isGloballyReachable } from '../protocols/dns/special-addresses.ts';
import type { WorldPlan } from './plan.ts';

/** Every public address some name of the plan has, but for those of name servers, mail servers and the mail sender. */
export function webAddressesOf(plan: WorldPlan): readonly string[] {
  const versions = Object.values(plan.nameServers).flatMap((server) => Object.values(server.versions));
  const taken = new Set(
    [...Object.values(plan.nameServers), ...Object.values(plan.mailServers)].flatMap(
      (server) => server.addresses,
    ),
  );
  const all = [...Object.values(plan.zones), ...versions]
    .flatMap((zone) => zone.records)
    .filter((record) => record.type === 'A' || record.type === 'AAAA')
    .filter((record) => record.name !== plan.mailSender.heloName)
    .map((record) => record.value);
  const known = new Set([...all, ...Object.keys(plan.addresses)]);
  return [...known].filter((address) => !taken.has(address) && isGloballyReachable(address));
}
