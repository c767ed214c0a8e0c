import { collector } from '../../model/collector.ts';
import { unknownFact, type Fact } from '../../model/fact.ts';
import addresses from '../../facts/domain/addresses.ts';
import endpoint from '../../facts/tls/endpoint.ts';
import { readPem } from '../../protocols/tls/certificate.ts';
import type { Endpoint, EndpointAddress } from '../../protocols/tls/endpoint.ts';
import { describeServer, type Described, type Site } from './server.ts';
import { probeAddress } from './support.ts';

const port = 443;
const maxAddresses = 8;

/** Shakes hands with every address at once; then the first of each family that answers is asked what it supports. */
export default collector({
  yields: endpoint,
  inputs: { addresses },
  limits: { timeoutMs: 25_000 },
  async collect({ target, inputs, outside, signal }): Promise<Fact<Endpoint>> {
    const all = [
      ...inputs.addresses.ipv4.map((address) => ({ address, family: 4 as const })),
      ...inputs.addresses.ipv6.map((address) => ({ address, family: 6 as const })),
    ];
    const startedMs = outside.clock.monotonicMs();
    const asked = shareOut(all);
    const roots = readPem(outside.tls.extraRoots.join('\n'));
    const site: Site = { host: target.name, port, outside, signal, roots, issuers: new Map() };
    // The visit comes first, so that our own hellos never slow it down.
    const described = await Promise.all(asked.map((one) => describeServer(one, site)));
    const probed = firstOfEachFamily(described.flatMap(({ row }) => (isOpen(row) ? [row] : [])));
    const probes = await Promise.all(probed.map(({ address }) => probeAddress(address, site)));
    const cut = oursToBlame(described);
    if (cut !== null) return unknownFact(`${target.name} port ${port}: ${cut}`, remedy(target.name));
    return {
      state: 'known',
      value: {
        port,
        addresses: described.map(({ row }) => row),
        addressesLeftOut: all.length - asked.length,
        chains: distinct(described),
        probes: probes.filter((probe) => probe !== null),
      },
      source: asked.map(({ address }) => `${address} port ${port}`).join(', ') || 'DNS: no address',
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

/** No address could even be tried: that says something about our network, not about the host. */
function oursToBlame(described: readonly Described[]): string | null {
  const reasons = described.map(({ row }) => unreachable(row));
  const isTheirs = described.some(({ row }) => unreachable(row) === null || isClosed(row));
  if (isTheirs || reasons.length === 0) return null;
  return [...new Set(reasons.filter((reason) => reason !== null))].slice(0, 4).join('; ');
}

const isClosed = ({ outcome }: EndpointAddress): boolean =>
  outcome.state === 'failed' && ['refused', 'timed-out', 'forbidden'].includes(outcome.kind);

/** Something took our connection, so there is somebody to ask. */
const isOpen = (row: EndpointAddress): boolean => unreachable(row) === null;

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
