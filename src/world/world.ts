import { randomBytes } from 'node:crypto';
import { unixMs } from '../model/brand.ts';
import type { UnixMs } from '../model/brand.ts';
import type { ShopDatabase } from './app/postgres/api.ts';
import { machineClock } from './clock.ts';
import type { WorldClock } from './clock.ts';
import { makeCertificateAuthority } from './certificates/certificate-authority.ts';
import type { ServerCertificate } from './certificates/certificate-authority.ts';
import { startControl } from './control.ts';
import { startNameServers } from './dns/name-servers.ts';
import { startEdge } from './edge/edge.ts';
import type { FaultId } from './fault.ts';
import { withFaults } from './fault.ts';
import { faultsNamed } from './fault-files.ts';
import { healthyPlan } from './healthy/healthy-plan.ts';
import { LivePlan } from './live-plan.ts';
import { hintsFor, mapsFor } from './maps.ts';
import type { Mailbox } from './mail/mailbox.ts';
import { createMailbox } from './mail/mailbox.ts';
import { createSeedRelay } from './mail/seed-relay.ts';
import { startMailServers } from './mail/mail-servers.ts';
import { makeSigningKeys } from './mail/sender.ts';
import type { WorldPlan } from './plan.ts';
import type { SiteFolders } from './site.ts';
import { createSite } from './site.ts';
import { manifestText } from './manifest-text.ts';
import { vendorUrl } from './services/vendor/api.ts';
import { storyNamed } from './story.ts';
import type { StoryName } from './story.ts';
import { webAddressesOf } from './web-addresses.ts';
import { withSigningKey } from './mail/signing-record.ts';

export interface WorldOptions {
  readonly faults?: readonly FaultId[];
  readonly story?: StoryName;
  /** Only the clock is used; the machine's when left out. */
  readonly outside?: { readonly clock: WorldClock };
  /** Added to every name server's answer and every web host's. */
  readonly latencyMs?: number;
  /** What certificates and registration are relative to; the clock's time when left out. */
  readonly now?: UnixMs;
  /** A last change of the plan, for tests of things no fault is about. */
  readonly change?: (plan: WorldPlan) => WorldPlan;
  /** The shop's API keeps its data there instead of in memory. */
  readonly database?: ShopDatabase;
}

/** The running demo internet. */
export interface World {
  readonly domain: string;
  readonly plan: WorldPlan;
  /** Text of the root hints file (`--hints`). */
  readonly rootHints: string;
  /** The root certificate (`--ca`). */
  readonly caPem: string;
  /** `FROM=TO` rules (`--map`), the last one refusing everything else. */
  readonly maps: readonly string[];
  /** `launch.yaml` of the story. */
  readonly manifestText: string;
  /** Control interface on loopback, plain HTTP: mailbox, payment delay. */
  readonly adminUrl: string;
  readonly admin: { readonly email: string; readonly password: string };
  /** What the payment provider signs its webhooks with: `PAYMENT_WEBHOOK_SECRET` for journeys. */
  readonly webhookSecret: string;
  readonly mailbox: Mailbox;
  /** `--hints`, `--ca` and all `--map` options, for files written by the caller. */
  readonly cliArguments: (files: SiteFolders) => readonly string[];
  /** The edge vendor's API and the token for the shop's zone there. */
  readonly vendor: { readonly url: string; readonly token: string; readonly revoke: () => void };
  /** Changes zones and hosts while everything runs; addresses, listeners and certificates stay. */
  readonly change: (edit: (plan: WorldPlan) => WorldPlan) => void;
  readonly close: () => Promise<void>;
}

const pkiOrigin = 'http://pki.beacon-pki.net';

/** Starts the demo internet on free loopback ports. Nothing is left open after `close`. */
export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const clock = options.outside?.clock ?? machineClock;
  const storyName = options.story ?? 'ecommerce';
  const now = options.now ?? unixMs(clock.now());
  const made = withFaults(healthyPlan(now), await faultsNamed(options.faults ?? []));
  const planned = withLatency(options.change?.(made) ?? made, options.latencyMs ?? 0);
  const [keys, authority] = await Promise.all([
    makeSigningKeys(planned.mailSender),
    makeCertificateAuthority(now, pkiOrigin),
  ]);
  const plan = withSigningKey(planned, keys.published);
  const certificates = await certificatesFor(plan, authority.issue);
  const stopping = new AbortController();
  const { signal } = stopping;
  const relay = await createSeedRelay();
  const mailbox = relay.delivering(createMailbox(clock));
  const [nameServers, mailServers] = await Promise.all([
    startNameServers({ plan, clock, signal }),
    startMailServers({ plan, certificates, mailbox, clock }),
  ]);
  const password = randomBytes(9).toString('base64url');
  const vendor = vendorAccess();
  const live = new LivePlan(plan);
  live.onChange((next) => nameServers.update(next));
  const database = options.database ?? null;
  const secrets = { vendorToken: vendor.known, password };
  const site = await createSite({ ...secrets, live, authority, clock, signal, keys, mailServers, database });
  const addresses = webAddressesOf(plan);
  const edge = await startEdge({ plan, addresses, certificates, exchange: site.exchange });
  site.connect(edge.ports);
  const control = await startControl({ mailbox, setPaymentDelay: site.payment.setDelay });
  const maps = mapsFor({
    plan,
    nameServers: nameServers.ports,
    mailServers: mailServers.ports,
    web: edge.ports,
  });
  return {
    domain: plan.domain,
    plan,
    rootHints: hintsFor(plan),
    caPem: authority.rootPem,
    maps,
    manifestText: manifestText(storyName, await storyNamed(storyName), { plan, sinkPort: relay.port }),
    adminUrl: control.url,
    admin: { email: `admin@${plan.domain}`, password },
    webhookSecret: site.webhookSecret,
    mailbox,
    vendor,
    change: (edit) => live.change(edit),
    cliArguments: (files) => cliArguments(maps, files),
    close: async () => {
      stopping.abort();
      await site.payment.settled();
      await relay.settled();
      await site.close();
      await Promise.all([edge.close(), nameServers.close(), mailServers.close(), control.close()]);
    },
  };
}

/** The token of the shop's zone at its edge vendor, until it is taken back. */
function vendorAccess(): World['vendor'] & { readonly known: () => string | null } {
  const token = randomBytes(20).toString('hex');
  let known: string | null = token;
  return { url: vendorUrl, token, known: () => known, revoke: () => void (known = null) };
}

const cliArguments = (maps: readonly string[], files: SiteFolders): readonly string[] => [
  '--hints',
  files.hints,
  '--ca',
  files.ca,
  ...(files.maps === undefined ? maps.flatMap((map) => ['--map', map]) : ['--map', `@${files.maps}`]),
];

async function certificatesFor(
  plan: WorldPlan,
  issue: (plan: WorldPlan['certificates'][string]) => Promise<ServerCertificate>,
): Promise<ReadonlyMap<string, ServerCertificate>> {
  const pairs = Object.entries(plan.certificates).map(
    async ([id, certificate]) => [id, await issue(certificate)] as const,
  );
  return new Map(await Promise.all(pairs));
}

function withLatency(plan: WorldPlan, latencyMs: number): WorldPlan {
  if (latencyMs === 0) return plan;
  const slower = <T extends { readonly latencyMs: number }>(
    all: Readonly<Record<string, T>>,
  ): Record<string, T> =>
    Object.fromEntries(
      Object.entries(all).map(([name, one]) => [name, { ...one, latencyMs: one.latencyMs + latencyMs }]),
    );
  return { ...plan, nameServers: slower(plan.nameServers), hosts: slower(plan.hosts) };
}
