import type { Plan, Preflight } from '../../../model/fix.ts';
import type { Outside } from '../../../model/outside.ts';
import { addressBytes } from '../../../protocols/dns/address.ts';
import { plainName } from '../../../protocols/dns/name.ts';

type Door = Pick<Outside, 'dns' | 'tls'>;
const maxTargets = 60;

/** Looks before anything is written: the new place must already answer for the name. One sentence for each that does not. */
export async function runPreflights(plan: Plan, outside: Door): Promise<readonly string[]> {
  const all = plan.changes.flatMap(({ preflights }) => preflights);
  const distinct = [...new Map(all.map((each) => [JSON.stringify(each), each])).values()].slice(
    0,
    maxTargets,
  );
  const found = await Promise.all(distinct.map((each) => failuresOf(each, outside)));
  return [...new Set(found.flat())];
}

async function failuresOf(preflight: Preflight, outside: Door): Promise<readonly string[]> {
  if (preflight.kind === 'https') {
    const all = await Promise.all(preflight.hosts.map((host) => shake(host, [host], outside)));
    return all.flat();
  }
  return shake(preflight.host, preflight.targets, outside);
}

/** `host` must be served with a trusted certificate at each of the places. */
async function shake(host: string, places: readonly string[], outside: Door): Promise<readonly string[]> {
  const addresses = (await Promise.all(places.map((place) => addressesOf(place, outside)))).flat();
  if (addresses.length === 0) return [`${places.join(', ')} leads nowhere, so ${host} would lead nowhere`];
  const shaken = await Promise.all(
    addresses.map(async (address) => ({
      address,
      answer: await outside.tls.handshake({ address, port: 443, serverName: host, timeoutMs: 5_000 }),
    })),
  );
  return shaken.flatMap(({ address, answer }) => {
    if (!answer.ok) return [`${address} does not answer for ${host}: ${answer.error.message}`];
    const { isAuthorized, authorizationError } = answer.value.session;
    return isAuthorized
      ? []
      : [
          `${address} has no certificate for ${host} that browsers trust (${authorizationError ?? 'unknown'})`,
        ];
  });
}

async function addressesOf(place: string, { dns }: Door): Promise<readonly string[]> {
  if (addressBytes(place) !== null) return [place];
  const both = await Promise.all(['A', 'AAAA'].map((type) => dns.resolve(plainName(place), type)));
  return both.flatMap((each) => (each.ok ? each.value.records.map(({ value }) => value) : []));
}
