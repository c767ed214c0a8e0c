import { collector } from '../../model/collector.ts';
import { optional } from '../../model/need.ts';
import type { Fact } from '../../model/fact.ts';
import type { Manifest } from '../../model/manifest.ts';
import subdomains, { type Subdomain } from '../../facts/domain/subdomains.ts';
import transfer, { type Transfer } from '../../facts/domain/transfer.ts';
import wildcard, { type Wildcard } from '../../facts/domain/wildcard.ts';
import { isBelow, isHostName } from '../../protocols/dns/name.ts';
import { wellKnownLabels } from '../../protocols/zone/data/well-known-labels.ts';
import type { Asking } from './asking/exchange.ts';
import { lookUp } from './asking/name-state.ts';
import { stopwatch } from './asking/settle.ts';

const maxNames = 200;

interface Candidate {
  readonly name: string;
  readonly origin: Subdomain['origin'];
}

/** Asks for names products usually have, and looks up those an open transfer gave away. Guesses no further. */
export default collector({
  yields: subdomains,
  inputs: { transfer: optional(transfer), wildcard: optional(wildcard) },
  limits: { timeoutMs: 25_000 },
  async collect({ target, inputs, manifest, outside, signal }) {
    const known = stopwatch(outside);
    const candidates = candidatesFor(target.name, inputs.transfer, manifest).slice(0, maxNames);
    const looked = await Promise.all(candidates.map((each) => look({ outside, signal }, each)));
    const isMadeUp = sameAsWildcard(inputs.wildcard);
    const value = {
      names: looked.flatMap(({ found }) => (found === null || isMadeUp(found) ? [] : [found])),
      asked: candidates.length,
      unsettled: looked.flatMap(({ name, isSettled }) => (isSettled ? [] : [name])),
    };
    return known(value, 'resolver walk');
  },
});

function candidatesFor(zone: string, given: Fact<Transfer>, manifest: Manifest): readonly Candidate[] {
  const declared = new Set([zone, `www.${zone}`, ...manifest.hosts.map((host) => host.name)]);
  const transferred = (given.state === 'known' ? given.value.records : [])
    .filter((record) => ['A', 'AAAA', 'CNAME'].includes(record.type))
    .filter((record) => isBelow(record.name, zone) && isHostName(record.name))
    .map((record) => ({ name: record.name, origin: 'transfer' as const }));
  const guessed = wellKnownLabels.map((label) => ({
    name: `${label}.${zone}`,
    origin: 'well-known' as const,
  }));
  const byName = new Map([...guessed, ...transferred].map((each) => [each.name, each]));
  return [...byName.values()].filter((each) => !declared.has(each.name));
}

async function look(
  asking: Asking,
  { name, origin }: Candidate,
): Promise<{ readonly name: string; readonly isSettled: boolean; readonly found: Subdomain | null }> {
  const outcome = await lookUp(asking, name, 'A');
  const addresses = outcome.records.map((record) => record.value);
  const aliases = [...outcome.aliases];
  const doesExist = addresses.length > 0 || aliases.length > 0;
  const isDangling = outcome.rcode === 'NXDOMAIN' && aliases.length > 0;
  const found = doesExist ? { name, origin, addresses, aliases, isDangling } : null;
  return { name, isSettled: outcome.isSettled, found };
}

/** A wildcard answers for every guess: only names that differ from it exist. */
function sameAsWildcard(fact: Fact<Wildcard>): (found: Subdomain) => boolean {
  if (fact.state !== 'known') return () => false;
  const { addresses, aliases } = fact.value;
  if (addresses.length === 0 && aliases.length === 0) return () => false;
  const key = keyOf(addresses, aliases);
  return (found) => found.origin !== 'transfer' && keyOf(found.addresses, found.aliases) === key;
}

const keyOf = (addresses: readonly string[], aliases: readonly string[]): string =>
  aliases.length > 0 ? aliases.join(' ') : addresses.toSorted().join(' ');
