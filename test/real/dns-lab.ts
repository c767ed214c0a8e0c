import { startNsd } from './servers/nsd.ts';
import type { ServedZone } from './servers/dns-server.ts';
import type { Place, RunningServer } from './servers/server-process.ts';

/**
 * A small internet of real servers: NSD for the root and the top-level domain, whatever the test starts for the shop.
 * Zones hold public addresses; `maps` leads the program from them to loopback, and refuses everything else.
 */
export const shopDomain = 'lantern.shop';
export const addresses = {
  root: '198.41.0.4',
  registry: '194.146.106.10',
  ns1: '45.90.28.11',
  ns2: '185.136.96.22',
  ns3: '194.58.197.5',
  web: '89.187.162.20',
  oldWeb: '89.187.162.21',
} as const;

export interface ShopServer {
  readonly name: 'ns1' | 'ns2' | 'ns3';
  /** null: nobody listens there, packets vanish. */
  readonly server: RunningServer | null;
}

export interface DnsLab extends AsyncDisposable {
  readonly hintsText: string;
  readonly maps: readonly string[];
}

/** @param ds RDATA of the shop's DS record, null when it is not signed */
export async function startDnsLab(shop: readonly ShopServer[], ds: string | null = null): Promise<DnsLab> {
  const parents = await startNsd({ zones: parentZones(shop, ds) });
  const dns = (name: keyof typeof addresses, place: Place | null): string =>
    `${addresses[name]}:53=${place === null ? silence : `${place.address}:${place.port}`}`;
  return {
    hintsText: `. 3600000 NS a.root-servers.net.\na.root-servers.net. 3600000 A ${addresses.root}\n`,
    maps: [
      dns('root', parents.place),
      dns('registry', parents.place),
      ...shop.map(({ name, server }) => dns(name, server?.place ?? null)),
    ],
    [Symbol.asyncDispose]: async () => {
      await Promise.all([parents, ...shop.flatMap(({ server }) => server ?? [])].map(stop));
    },
  };
}

/** The discard port of an address nobody listens on. */
const silence = '127.50.251.251:9';
const stop = (server: RunningServer): PromiseLike<void> => server[Symbol.asyncDispose]();

const soa = (server: string, serial = 2026112201): string =>
  `@ 3600 IN SOA ${server}. hostmaster.${server.slice(server.indexOf('.') + 1)}. ${serial} 14400 3600 1209600 3600`;

export function parentZones(
  shop: readonly Pick<ShopServer, 'name'>[],
  ds: string | null,
): readonly ServedZone[] {
  const registry = 'a.registry-servers.net';
  const root = `$ORIGIN .
${soa('a.root-servers.net')}
@ 518400 IN NS a.root-servers.net.
a.root-servers.net. 518400 IN A ${addresses.root}
shop. 172800 IN NS ${registry}.
net. 172800 IN NS ${registry}.
${registry}. 172800 IN A ${addresses.registry}
`;
  const net = `$ORIGIN net.
${soa(registry)}
@ 172800 IN NS ${registry}.
${registry}. 172800 IN A ${addresses.registry}
`;
  const delegations = shop.map(
    ({ name }) => `lantern 86400 IN NS ${name}.lantern\n${name}.lantern 86400 IN A ${addresses[name]}`,
  );
  const top = `$ORIGIN shop.
${soa(registry)}
@ 172800 IN NS ${registry}.
${delegations.join('\n')}
${ds === null ? '' : `lantern 86400 IN DS ${ds}`}
`;
  return [
    { name: '.', text: root },
    { name: 'net', text: net },
    { name: 'shop', text: top },
  ];
}

/** The shop's zone: `servers` are its name servers, `more` further lines. */
export function shopZone(options: {
  readonly servers: readonly ShopServer['name'][];
  readonly serial?: number;
  readonly more?: string;
}): ServedZone {
  const servers = options.servers.map(
    (name) => `@ 86400 IN NS ${name}\n${name} 86400 IN A ${addresses[name]}`,
  );
  return {
    name: shopDomain,
    text: `$ORIGIN ${shopDomain}.
${soa(`ns1.${shopDomain}`, options.serial)}
${servers.join('\n')}
@ 300 IN A ${addresses.web}
www 300 IN A ${addresses.web}
@ 3600 IN CAA 0 issue "letsencrypt.org"
${options.more ?? ''}
`,
  };
}
