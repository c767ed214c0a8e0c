import { registrableDomain } from '../../protocols/dns/name.ts';
import { blockLists, testEntry } from '../../protocols/mail/dnsbl.ts';
import type { ZonePlan } from '../plan.ts';
import { thirdParty } from './third-party.ts';

/** The block lists mailbox providers use; they list their test entry only (RFC 5782 section 5). */
export function blockListZones(): readonly ZonePlan[] {
  const byDomain = Map.groupBy(blockLists, (list) => registrableDomain(list.zone) ?? list.zone);
  return [...byDomain].map(([domain, lists]) =>
    thirdParty(domain, lists.map((list) => `${testEntry(list)}. A 127.0.0.2`).join('\n')),
  );
}
