import { addresses, parentZones, shopDomain, shopZone } from '../../test/real/dns-lab.ts';
import type { ServedZone } from '../../test/real/servers/dns-server.ts';
import { startKnot } from '../../test/real/servers/knot.ts';
import { startNsd } from '../../test/real/servers/nsd.ts';

/** One way to run the shop's zone: what each of its servers has; the registry lists `delegated`. */
export interface DnsCase {
  readonly title: string;
  readonly zones: readonly [ServedZone, ServedZone];
  readonly delegated: readonly ('ns1' | 'ns2' | 'ns3')[];
}

const two = ['ns1', 'ns2'] as const;
const same = (more: string): DnsCase['zones'] => {
  const zone = shopZone({ servers: two, more });
  return [zone, zone];
};

export const networkCases: readonly DnsCase[] = [
  { title: 'everything in order', zones: same(''), delegated: two },
  {
    title: 'the second server has an older serial',
    zones: [shopZone({ servers: two, serial: 2026112202 }), shopZone({ servers: two, serial: 2026112201 })],
    delegated: two,
  },
  {
    title: 'a third server is dead',
    zones: [shopZone({ servers: [...two, 'ns3'] }), shopZone({ servers: [...two, 'ns3'] })],
    delegated: [...two, 'ns3'],
  },
  {
    title: 'the registry lists a server the zone does not',
    zones: [onlyFirst(), onlyFirst()],
    delegated: two,
  },
];

function onlyFirst(): ServedZone {
  return shopZone({ servers: ['ns1'], more: `ns2 86400 IN A ${addresses.ns2}` });
}

export const fileCases: readonly DnsCase[] = [
  {
    title: 'MX points to an alias',
    zones: same('mail 300 IN CNAME www\n@ 300 IN MX 10 mail'),
    delegated: two,
  },
  { title: 'MX points to a name without address', zones: same('@ 300 IN MX 10 mail'), delegated: two },
  {
    title: 'a name server is an alias',
    zones: same('nsx 300 IN CNAME ns1\n@ 86400 IN NS nsx'),
    delegated: two,
  },
];

export interface Port53Lab extends AsyncDisposable {
  readonly hintsText: string;
  readonly manifestText: string;
}

/** Programs without maps ask port 53, so that every public address of the lab becomes a loopback one. */
const loopback: Readonly<Record<string, string>> = {
  [addresses.root]: '127.50.10.1',
  [addresses.registry]: '127.50.10.1',
  [addresses.ns1]: '127.50.11.11',
  [addresses.ns2]: '127.50.12.12',
  [addresses.ns3]: '127.50.13.13',
  [addresses.web]: '127.50.14.14',
};
const moved = ({ name, text }: ServedZone): ServedZone => ({
  name,
  text: Object.entries(loopback).reduce((all, [from, to]) => all.replaceAll(from, to), text),
});
const place = (address: string): { readonly address: string; readonly port: number } => ({
  address: loopback[address] ?? address,
  port: 53,
});

export async function startPort53Lab({ zones, delegated }: DnsCase): Promise<Port53Lab> {
  const parents = parentZones(
    delegated.map((name) => ({ name })),
    null,
  );
  await using started = new AsyncDisposableStack();
  started.use(await startNsd({ zones: parents.map(moved), place: place(addresses.root) }));
  started.use(await startNsd({ zones: [moved(zones[0])], place: place(addresses.ns1) }));
  started.use(await startKnot({ zones: [moved(zones[1])], place: place(addresses.ns2) }));
  const servers = started.move();
  return {
    hintsText: `. 3600000 NS a.root-servers.net.\na.root-servers.net. 3600000 A ${loopback[addresses.root] ?? ''}\n`,
    manifestText: `version: 1
product:
  name: Lantern
  domain: ${shopDomain}
profile: custom
hosts:
  - { name: ${shopDomain}, role: apex }
  - { name: www.${shopDomain}, role: www }
privateNetwork: true
`,
    [Symbol.asyncDispose]: () => servers.disposeAsync(),
  };
}
