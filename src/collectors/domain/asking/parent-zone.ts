import { ancestors, rootName } from '../../../protocols/dns/name.ts';
import { bareName } from '../../../protocols/zone/answers.ts';
import type { Asking } from './exchange.ts';
import { lookUp } from './name-state.ts';

export interface ParentServer {
  readonly name: string;
  readonly address: string;
}
export interface Parent {
  readonly zone: string;
  readonly servers: readonly ParentServer[];
}

/** Enough to see a parent that disagrees with itself, few enough to be polite. */
const maxServers = 4;

/** The zone above, found by asking each ancestor for name servers, and one address of up to four of its servers. */
export async function parentOfZone(asking: Asking, zone: string): Promise<Parent> {
  for (const above of ancestors(zone)) {
    if (above === rootName) break;
    const outcome = await lookUp(asking, above, 'NS');
    const names = outcome.records
      .filter((record) => record.name === above)
      .map((each) => bareName(each.value));
    if (names.length > 0) return { zone: above, servers: await addressesOf(asking, names) };
  }
  return { zone: rootName, servers: await rootServers(asking) };
}

async function rootServers(asking: Asking): Promise<readonly ParentServer[]> {
  const { origin } = asking.outside.dns;
  if (origin.kind === 'hints')
    return origin.roots
      .flatMap(({ name, addresses }) => addresses.slice(0, 1).map((address) => ({ name, address })))
      .slice(0, maxServers);
  const outcome = await lookUp(asking, rootName, 'NS');
  return addressesOf(
    asking,
    outcome.records.map((record) => bareName(record.value)),
  );
}

async function addressesOf(asking: Asking, names: readonly string[]): Promise<readonly ParentServer[]> {
  const found = await Promise.all(
    names
      .toSorted()
      .slice(0, maxServers)
      .map(async (name) => ({ name, outcome: await lookUp(asking, name, 'A') })),
  );
  return found.flatMap(({ name, outcome }) =>
    outcome.records.slice(0, 1).map((record) => ({ name, address: record.value })),
  );
}
