import type { Outside } from '../model/outside.ts';
import { createDnsDoor } from '../outside/dns/door.ts';
import { createRenewingDnsDoor } from '../outside/dns/renewing-door.ts';
import { parseAddressMap } from '../outside/real/address-map.ts';
import { createOutside } from '../outside/real/outside.ts';
import type { OutsideOptions } from './outside-options.ts';

/** The real world, as the options ask for it. */
export async function openRealOutside(options: OutsideOptions): Promise<Outside & AsyncDisposable> {
  return createOutside({
    dns: (parts) => {
      const make = (): ReturnType<typeof createDnsDoor> => createDnsDoor({ ...parts, ...options });
      return options.isDnsRenewed === true ? createRenewingDnsDoor(make, parts.clock) : make();
    },
    extraCa: options.extraCaPem ?? [],
    maps: (options.maps ?? []).map(parseAddressMap),
    isPrivateNetworkAllowed: options.isPrivateNetworkAllowed ?? false,
  });
}
