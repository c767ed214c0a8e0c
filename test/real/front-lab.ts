import { parse, stringify } from 'yaml';
import type { Report } from '../../src/model/report.ts';
import { testAccounts, testMembers } from '../../src/world/test-members.ts';
import { createWorld } from '../../src/world/world.ts';
import { opensslAuthority } from './certificates.ts';
import { look } from './look.ts';
import type { Place } from './servers/server-process.ts';

export interface FrontParts {
  readonly host: string;
  readonly key: string;
  readonly chain: string;
  /** `127.0.0.1:port` of the shop's own edge; speaks TLS for the name of the host. */
  readonly origin: string;
}

/** The demo shop with a real server in front of it, audited through that server; its own cache is off. */
export async function auditBehind(
  start: (parts: FrontParts) => Promise<{ readonly https: Place } & AsyncDisposable>,
  only: readonly string[],
): Promise<Report> {
  const world = await createWorld({
    change: (plan) => {
      const shop = plan.hosts[plan.domain];
      if (shop === undefined) throw new Error('the demo shop has no host');
      const uncached = { ...shop, cache: { isOn: false, ignoresPrivacy: false } };
      return {
        ...plan,
        app: { ...plan.app, members: testMembers },
        hosts: { ...plan.hosts, [plan.domain]: uncached },
      };
    },
  });
  try {
    using authority = opensslAuthority(`http://pki.${world.domain}/intermediate.der`);
    const { key, certificate } = authority.issue({ names: [world.domain], from: -20, until: 70 });
    const [address = ''] = addressesOf(world.plan, world.domain);
    const origin = world.maps.find((map) => map.startsWith(`${address}:443=`))?.split('=')[1] ?? '';
    const chain = `${certificate}${authority.intermediatePem}`;
    await using front = await start({ host: world.domain, key, chain, origin });
    const manifest: unknown = parse(world.manifestText);
    return await look({
      domain: world.domain,
      only,
      hintsText: world.rootHints,
      caPem: `${world.caPem}\n${authority.rootPem}`,
      maps: [`${world.domain}:443=${front.https.address}:${front.https.port}`, ...world.maps],
      manifestText: stringify({ ...asRecord(manifest), testAccounts }),
    });
  } finally {
    await world.close();
  }
}

const addressesOf = (
  plan: Awaited<ReturnType<typeof createWorld>>['plan'],
  host: string,
): readonly string[] =>
  (plan.zones[plan.domain]?.records ?? [])
    .filter(({ name, type }) => name === host && type === 'A')
    .map(({ value }) => value);

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};
