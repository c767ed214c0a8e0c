import { randomBytes } from 'node:crypto';
import type { WorldClock } from './clock.ts';
import { createAdmin } from './app/admin.ts';
import { createApi } from './app/api.ts';
import { createCheckout } from './app/checkout.ts';
import type { AppDeps } from './app/deps.ts';
import { createMarket } from './app/market.ts';
import { createMemoryStore } from './app/memory-store.ts';
import type { ShopDatabase } from './app/postgres/api.ts';
import { hashPassword } from './app/passwords.ts';
import { createRateLimit } from './app/rate-limit.ts';
import { seedStore } from './app/seed.ts';
import type { CertificateAuthority } from './certificates/certificate-authority.ts';
import type { Edge } from './edge/edge.ts';
import type { Exchange } from './edge/exchange.ts';
import { createExchange } from './edge/exchange.ts';
import type { MailServers } from './mail/mail-servers.ts';
import type { SigningKeys } from './mail/sender.ts';
import { createSender } from './mail/sender.ts';
import type { LivePlan } from './live-plan.ts';
import type { WorldPlan } from './plan.ts';
import { mtaStsApp } from './services/mta-sts.ts';
import { backendsApp } from './services/backends.ts';
import type { PaymentProvider } from './services/payment.ts';
import { createPaymentProvider } from './services/payment.ts';
import { pkiApp } from './services/pki.ts';
import { bootstrapApp, rdapApp } from './services/registration.ts';
import { VendorAccount } from './services/vendor/account.ts';
import { vendorApi } from './services/vendor/api.ts';
import type { WorldClient } from './services/world-client.ts';
import { createWorldClient } from './services/world-client.ts';

/** Files the caller wrote `rootHints`, `caPem` and, where the list is too long to show, the lines of `maps` to. */
export interface SiteFolders {
  readonly hints: string;
  readonly ca: string;
  readonly maps?: string;
}

export interface SiteInput {
  readonly live: LivePlan;
  readonly authority: CertificateAuthority;
  readonly clock: WorldClock;
  readonly signal: AbortSignal;
  readonly keys: SigningKeys;
  readonly mailServers: MailServers;
  /** Of the shop's admin. */
  readonly password: string;
  /** Of the edge vendor's API. */
  readonly vendorToken: () => string | null;
  /** The API's data is there; null: in memory. */
  readonly database: ShopDatabase | null;
}

/** The applications behind the edge, wired to each other. */
export interface Site {
  readonly exchange: Exchange;
  readonly payment: PaymentProvider;
  /** What the payment provider signs its webhooks with. */
  readonly webhookSecret: string;
  /** Tells the applications where the edge listens, for calls among them. */
  readonly connect: (ports: Edge['ports']) => void;
  /** Ends what the applications opened. */
  readonly close: () => Promise<void>;
}

export async function createSite(input: SiteInput): Promise<Site> {
  const { live, clock, signal, authority } = input;
  const plan = live.current;
  let ports: Edge['ports'] = new Map();
  const client = createWorldClient(
    () => authority.rootPem,
    (host) => portFor(plan, ports, host),
  );
  const webhookSecret = randomBytes(24).toString('hex');
  const payment = createPaymentProvider({
    plan: plan.payment,
    clock,
    signal,
    webhookSecret,
    post: poster(client),
  });
  const deps = await appDeps(input, client, webhookSecret);
  const account = new VendorAccount(plan);
  const database = input.database === null ? null : await openDatabase(input.database, deps);
  const apps = {
    market: createMarket(deps),
    api: database?.app ?? createApi(deps),
    admin: createAdmin(deps),
    checkout: createCheckout(deps),
    'mta-sts': mtaStsApp,
    payment: payment.app,
    rdap: rdapApp(plan),
    bootstrap: bootstrapApp,
    pki: pkiApp(authority),
    backends: backendsApp(plan.backends),
    vendor: vendorApi({
      account,
      token: input.vendorToken,
      published: () => live.lay((base) => account.project(base)),
    }),
    empty: () => new Response('Not found\n', { status: 404 }),
  };
  return {
    exchange: createExchange({ plan: () => live.current, apps, clock, signal }),
    payment,
    webhookSecret,
    connect: (known) => {
      ports = known;
    },
    close: async () => database?.close(),
  };
}

/** The database's client is loaded only where there is one. */
const openDatabase = async (database: ShopDatabase, deps: AppDeps) =>
  (await import('./app/postgres/api.ts')).databaseApi(database, deps);

async function appDeps(input: SiteInput, client: WorldClient, webhookSecret: string): Promise<AppDeps> {
  const { live, clock, signal, authority, keys, mailServers } = input;
  const plan = live.current;
  const store = createMemoryStore();
  await seedStore(store, plan.now, await hashPassword(input.password));
  for (const { password, ...member } of plan.app.members ?? [])
    await store.members.put({
      ...member,
      id: member.email,
      passwordHash: await hashPassword(password),
      isVerified: true,
      isAdmin: false,
      bio: '',
    });
  const portOf = (exchanger: string): number | null => mailServers.ports.get(exchanger) ?? null;
  return {
    plan: plan.app,
    sender: plan.mailSender,
    domain: plan.domain,
    store,
    clock,
    signal,
    client,
    webhookSecret,
    send: createSender({ plan, caPem: authority.rootPem, portOf, signingKey: keys.signing, clock }),
    limit: createRateLimit(clock, plan.app.requestsPerMinute),
  };
}

const webhookTimeoutMs = 5000;

const poster =
  (client: WorldClient) =>
  async (url: string, body: string, headers: Readonly<Record<string, string>>): Promise<number> =>
    (await client({ url, method: 'POST', headers, body, timeoutMs: webhookTimeoutMs })).status;

/** The https listener of the first IPv4 address a host has. */
function portFor(plan: WorldPlan, ports: Edge['ports'], host: string): number | null {
  const record = Object.values(plan.zones)
    .flatMap((zone) => zone.records)
    .find((one) => one.name === host && one.type === 'A');
  return ports.get(record?.value ?? '')?.https ?? null;
}
