import { collector } from '../../model/collector.ts';
import { unknownFact, type Fact } from '../../model/fact.ts';
import addresses from '../../facts/domain/addresses.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { readPem } from '../../protocols/tls/certificate.ts';
import type { Endpoint, EndpointAddress, Probes } from '../../protocols/tls/endpoint.ts';
import { describeServer, type Described, type Site } from './server.ts';
import { probeAddress } from './support.ts';

const port = 443;
const maxAddresses = 8;

/** Shakes hands with every address at once; what is supported is probed on the first address of each family that answers. */
export default collector({
  yields: endpoint,
  inputs: { addresses },
  limits: { timeoutMs: 15_000 },
  async collect({ target, inputs, outside, signal }): Promise<Fact<Endpoint>> {
    const all = [
      ...inputs.addresses.ipv4.map((address) => ({ address, family: 4 as const })),
      ...inputs.addresses.ipv6.map((address) => ({ address, family: 6 as const })),
    ];
    if (all.length === 0)
      return unknownFact(`${target.name} has no address`, `dig +short ${target.name} A ${target.name} AAAA`);
    const startedMs = outside.clock.monotonicMs();
    const asked = shareOut(all);
    const roots = readPem(outside.tls.extraRoots.join('\n'));
    const site: Site = { host: target.name, port, outside, signal, roots, issuers: new Map() };
    const [described, probes] = await Promise.all([
      Promise.all(asked.map((one) => describeServer(one, site))),
      Promise.all(firstOfEachFamily(asked).map(({ address }) => probeAddress(address, site))),
    ]);
    const seconds = secondChances(described, probes);
    const further = await Promise.all(seconds.map(({ address }) => probeAddress(address, site)));
    const refused = allUnreachable(described);
    if (refused !== null) return unknownFact(`${target.name} port ${port}: ${refused}`, remedy(target.name));
    return {
      state: 'known',
      value: {
        port,
        addresses: described.map(({ row }) => row),
        addressesLeftOut: all.length - asked.length,
        chains: distinct(described),
        probes: [...probes, ...further].filter((probe) => probe !== null),
      },
      source: asked.map(({ address }) => `${address} port ${port}`).join(', '),
      collectedAt: outside.clock.now(),
      tookMs: outside.clock.monotonicMs() - startedMs,
    };
  },
});

interface Place {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Both families keep a place when there are more addresses than are asked. */
function shareOut(all: readonly Place[]): readonly Place[] {
  if (all.length <= maxAddresses) return all;
  const six = all.filter(({ family }) => family === 6).slice(0, maxAddresses / 2);
  return [...all.filter(({ family }) => family === 4).slice(0, maxAddresses - six.length), ...six];
}

const firstOfEachFamily = (places: readonly Place[]): readonly Place[] =>
  places.filter((place, index) => places.findIndex(({ family }) => family === place.family) === index);

/** Addresses that answered, one for each family whose first address took no hello. */
function secondChances(
  described: readonly Described[],
  probes: readonly (Probes | null)[],
): readonly Place[] {
  const answering = described.flatMap(({ row }) => (row.outcome.state === 'handshake' ? [row] : []));
  const isProbed = ({ family }: Place): boolean =>
    described.some(
      ({ row }) => row.family === family && probes.some((probe) => probe?.address === row.address),
    );
  return firstOfEachFamily(answering).filter((place) => !isProbed(place));
}

function allUnreachable(described: readonly Described[]): string | null {
  const reasons = described.map(({ row }) => unreachable(row));
  if (reasons.some((reason) => reason === null)) return null;
  return [...new Set(reasons.filter((reason) => reason !== null))].slice(0, 4).join('; ');
}

/** Nothing spoke at all: no TCP connection, or silence. */
function unreachable({ outcome }: EndpointAddress): string | null {
  if (outcome.state === 'handshake' || outcome.speaks !== null || outcome.alert !== null) return null;
  return ['tls', 'protocol', 'reset'].includes(outcome.kind) ? null : `${outcome.kind}, ${outcome.message}`;
}

function distinct(described: readonly Described[]): Endpoint['chains'] {
  const chains = described.flatMap(({ chain }) => chain ?? []);
  return chains.filter((chain, index) => chains.findIndex(({ id }) => id === chain.id) === index);
}

const remedy = (host: string): string =>
  `openssl s_client -connect ${host}:${port} -servername ${host} </dev/null`;
