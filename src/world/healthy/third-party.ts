import type { ZonePlan } from '../plan.ts';
import { zoneFrom } from './zone-text.ts';

export const thirdPartyServer = 'ns1.thirdparty-dns.net';

/** A domain of somebody else on the third parties' name server; SOA and NS are added. */
export const thirdParty = (name: string, text: string): ZonePlan =>
  zoneFrom(
    name,
    `
    @ SOA ${thirdPartyServer}. hostmaster.thirdparty-dns.net. 2026112201 14400 3600 1209600 1800
    @ NS ${thirdPartyServer}.
    ${text}`,
  );
