import type { Credential } from '../../model/store.ts';
import { maskedAddress } from '../alerts/resolve-route.ts';
import type { CredentialView, RouteView, SettingsView, SystemView } from '../contract-settings.ts';
import type { Server } from '../server.ts';
import { regionViews } from '../views/regions.ts';
import { readBoard } from '../views/monitor-rows.ts';
import { retentionView } from './retention-settings.ts';
import { statusSettings } from './status-settings.ts';

/** The first characters of a hash name a credential and reveal nothing. */
export const credentialId = ({ hash }: Credential): string => hash.slice(0, 12);

export function credentialView(credential: Credential): CredentialView {
  const { kind, name, role, createdAt, expiresAt, lastUsedAt } = credential;
  return {
    id: credentialId(credential),
    name,
    kind: kind === 'session' ? 'token' : kind,
    role,
    createdAt,
    expiresAt,
    lastUsedAt,
  };
}

export async function settingsView(server: Server): Promise<SettingsView> {
  const [users, credentials, maintenance] = await Promise.all([
    server.store.people.users(),
    server.store.people.credentials(),
    server.store.maintenance.list(),
  ]);
  const now = server.outside.clock.now();
  const alive = credentials.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
  const of = (kind: Credential['kind']): readonly CredentialView[] =>
    alive.filter((each) => each.kind === kind).map(credentialView);
  const lastSeen = (user: string): number =>
    Math.max(0, ...credentials.filter((each) => each.user === user).map((each) => each.lastUsedAt ?? 0));
  return {
    people: users.map(({ id, name, email, role }) => ({
      id,
      name,
      email,
      role,
      lastSeenAt: (lastSeen(id) || null) as SettingsView['people'][number]['lastSeenAt'],
    })),
    invitations: of('invite'),
    tokens: [...of('token'), ...of('ingest')],
    probes: of('probe'),
    routes: await routeViews(server),
    owners: (server.manifest()?.people ?? []).map(({ id, name }) => ({ id, name })),
    maintenance,
    statusPage: await statusSettings(server),
    retention: await retentionView(server),
    system: await systemView(server),
  };
}

export async function routeViews(server: Server): Promise<readonly RouteView[]> {
  const deliveries = await server.alerts.deliveries(500);
  const declared = new Set(server.manifest()?.alerts.map(({ id }) => id) ?? []);
  const records = new Map(server.alerts.book.records().map((record) => [record.id, record]));
  return server.alerts.routes().map((route) => {
    const record = declared.has(route.id) ? undefined : records.get(route.id);
    const to = record === undefined ? route.to : server.alerts.book.open(record).to;
    return {
      ...route,
      to: maskedAddress(to),
      hasSecret: record?.secret !== null && record !== undefined,
      origin: record === undefined ? ('manifest' as const) : ('hand' as const),
      lastDelivery: deliveries.find((each) => each.route === route.id) ?? null,
    };
  });
}

async function systemView(server: Server): Promise<SystemView> {
  const { config, watch, store } = server;
  const health = watch.health();
  const manifest = server.manifest();
  return {
    version: config.version,
    store: { kind: store.kind, ...(await store.health()) },
    replica: config.replica,
    replicas: watch.replicas(),
    leader: watch.leader(),
    regions: await regionViews(server, await readBoard(server)),
    checksUnderWay: health.inFlight,
    lagMs: health.lagMs,
    latenessP99Ms: health.latenessP99Ms,
    shed: health.shed,
    backupCommand: config.backupCommand,
    manifest:
      manifest === null || config.manifestPath === null
        ? null
        : { path: config.manifestPath, isDeclared: manifest.isDeclared },
    publicUrl: config.publicUrl,
    startedAt: config.startedAt,
  };
}
