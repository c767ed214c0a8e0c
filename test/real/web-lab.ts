import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { opensslAuthority } from './certificates.ts';
import { addresses, shopDomain, shopZone, startDnsLab } from './dns-lab.ts';
import { startKnot } from './servers/knot.ts';
import { startNsd } from './servers/nsd.ts';
import { oldProtocols, startNginx, type NginxSite, type RunningNginx } from './servers/nginx.ts';
import { serverFolder, together, type Place } from './servers/server-process.ts';

/** The shop's hosts behind nginx, each with one thing wrong, named after it. */
export const hosts = {
  apex: shopDomain,
  www: `www.${shopDomain}`,
  good: `good.${shopDomain}`,
  expired: `expired.${shopDomain}`,
  wrongName: `wrong-name.${shopDomain}`,
  incomplete: `incomplete.${shopDomain}`,
  oldProtocol: `old-protocol.${shopDomain}`,
  plain: `plain.${shopDomain}`,
  pki: `pki.${shopDomain}`,
} as const;

export interface WebLab extends AsyncDisposable {
  readonly hintsText: string;
  readonly maps: readonly string[];
  readonly caPem: string;
  /** Where a host's https really listens, for programs that know no maps. */
  readonly httpsOf: (host: string) => Place;
}

export async function startWebLab(): Promise<WebLab> {
  using authority = opensslAuthority(`http://${hosts.pki}/intermediate.der`);
  const files = serverFolder();
  writeFileSync(join(files.path, 'intermediate.der'), authority.intermediateDer);
  files.handOver();
  const usual = { from: -20, until: 70 };
  const site = (
    host: string,
    order: Partial<{ names: string[]; from: number; until: number }> = {},
  ): NginxSite => {
    const { key, certificate } = authority.issue({ names: [host], ...usual, ...order });
    return { host, key, chain: `${certificate}${authority.intermediatePem}` };
  };
  const leafOnly = (host: string): NginxSite => {
    const { key, certificate } = authority.issue({ names: [host], ...usual });
    return { host, key, chain: certificate };
  };
  const web = await startNginx([
    site(hosts.apex),
    {
      ...site(hosts.www),
      lines: `return 301 https://${hosts.apex}$request_uri;`,
      plainLines: `return 301 https://${hosts.apex}$request_uri;`,
    },
    site(hosts.good),
    site(hosts.expired, { from: -93, until: -3 }),
    site(hosts.wrongName, { names: ['shops.tideline-hosting.net'] }),
    leafOnly(hosts.incomplete),
    {
      ...site(hosts.plain),
      plainLines:
        'location = / { default_type text/html; return 200 "<!doctype html><title>Plain</title>"; } location / { return 404; }',
    },
    { ...site(hosts.pki), plainLines: `root ${files.path};` },
  ]);
  const old = await startNginx([{ ...site(hosts.oldProtocol), lines: oldProtocols }]);
  const names = Object.values(hosts).filter((name) => name !== hosts.apex && name !== hosts.www);
  const zones = [
    shopZone({
      servers: ['ns1', 'ns2'],
      more: names
        .map((name) => `${name}. 300 IN A ${name === hosts.oldProtocol ? addresses.oldWeb : addresses.web}`)
        .join('\n'),
    }),
  ];
  const [ns1, ns2] = await together(startNsd({ zones }), startKnot({ zones }));
  const dns = await startDnsLab([
    { name: 'ns1', server: ns1 },
    { name: 'ns2', server: ns2 },
  ]);
  return {
    hintsText: dns.hintsText,
    caPem: authority.rootPem,
    httpsOf: (host) => (host === hosts.oldProtocol ? old : web).https,
    maps: [...dns.maps, ...webMaps(addresses.web, web), ...webMaps(addresses.oldWeb, old), '*:*=refuse'],
    [Symbol.asyncDispose]: async () => {
      await Promise.all([web[Symbol.asyncDispose](), old[Symbol.asyncDispose](), dns[Symbol.asyncDispose]()]);
      files[Symbol.dispose]();
    },
  };
}

const webMaps = (address: string, { http, https }: RunningNginx): readonly string[] => [
  `${address}:80=${http.address}:${http.port}`,
  `${address}:443=${https.address}:${https.port}`,
];

/** A manifest that promises these hosts, so that each is judged. */
export const webManifest = (names: readonly string[] = Object.values(hosts)): string => `version: 1
product:
  name: Lantern
  domain: ${shopDomain}
  canonical: ${shopDomain}
profile: custom
hosts:
${names.map((name) => `  - { name: ${name}, role: ${roleOf(name)} }`).join('\n')}
`;

const roleOf = (name: string): string =>
  name === hosts.apex ? 'apex' : name === hosts.www ? 'www' : 'other';
