import { loadPlugins } from '../engine/plugins.ts';
import type { Manifest } from '../model/manifest.ts';
import type { AlertChannel, JourneyRunner, MailFlow, Probe } from '../model/monitor.ts';
import type { Outside } from '../model/outside.ts';
import type { Report } from '../model/report.ts';
import type { Store } from '../model/store.ts';
import type { Watch, WatchParts } from '../monitor/watch.ts';
import type { Reference } from '../monitor/watching/references.ts';
import { createReferenceCheck } from '../monitor/watching/references.ts';
import type { Sealer } from '../store/sealing.ts';
import { createAlertDesk } from './alerts/alert-desk.ts';
import { createAuditDesk } from './audits/audit-desk.ts';
import { firstStartLink } from './auth/invitations.ts';
import { createServerMac } from './auth/server-mac.ts';
import { createThrottle } from './auth/throttle.ts';
import { createBeatBook } from './beats/beat-book.ts';
import type { App, AppOptions } from './http/app.ts';
import { createApp } from './http/app.ts';
import { createProjectBook } from './ingest/project-book.ts';
import { createQuotaBook } from './ingest/quota.ts';
import { createErrorAlerts } from './ingest/sentry/error-alerts.ts';
import { createErrorDesk } from './ingest/sentry/error-desk.ts';
import { createSeenBook } from './ingest/sentry/seen.ts';
import { createReleaseBook } from './ingest/sentry/release-book.ts';
import { createToldBook } from './ingest/told.ts';
import { createInsideDesk } from './ingest/inside/desk.ts';
import { createEvidenceBook } from './ingest/inside/evidence-book.ts';
import { runJobs } from './jobs/jobs.ts';
import { serverJobs } from './jobs/server-jobs.ts';
import { createLiveHub } from './live/hub.ts';
import { reportChanges } from './live/reporter.ts';
import type { Log } from './log.ts';
import { createScanDesk } from './scans/scan-desk.ts';
import type { Server, ServerConfig } from './server.ts';
import { createSubjectBook, manifestOrNone } from './subject.ts';
import type { SubjectBook } from './subject.ts';
import { createDayBook } from './views/day-book.ts';
import { createMonitorBook } from './views/monitor-book.ts';
import { edgeOf, isForeign } from './watch/bearings.ts';
import { startCluster } from './watch/cluster.ts';
import type { Cluster } from './watch/cluster.ts';
import { createSurroundings } from './watch/surroundings.ts';

export interface StartParts {
  readonly config: ServerConfig;
  readonly app: AppOptions;
  readonly outside: Outside;
  readonly store: Store;
  readonly sealer: Sealer;
  readonly log: Log;
  readonly manifest: Manifest | null;
  /** Addresses that tell whether this machine reaches anything at all. */
  readonly references: readonly Reference[];
  readonly runAudit: (() => Promise<Report>) | null;
  /** Looks at a stranger's domain for the public tools; null: they are not offered. */
  readonly publicScan: ((domain: string) => Promise<Report>) | null;
  readonly journeys?: JourneyRunner;
  /** How the looks of this process are taken; default: in this very loop. */
  readonly startWatch?: (parts: WatchParts) => Watch;
  readonly mailFlow?: (manifest: () => Manifest | null) => MailFlow;
}

export interface RunningServer {
  readonly server: Server;
  readonly app: App;
  /** The one-time link of a first start; null when there are accounts. */
  readonly setupUrl: string | null;
  readonly close: () => Promise<void>;
}

/** The whole server but the listening socket: watch, jobs, live page, routes. */
export async function startServer(parts: StartParts): Promise<RunningServer> {
  const { outside, store, log, config } = parts;
  const onTrouble = (sentence: string): void => log('trouble', { sentence });
  const subject = createSubjectBook({ outside, path: config.manifestPath, first: parts.manifest, onTrouble });
  const { manifest, profile } = subject;
  const around = createSurroundings(store, subject);
  const alerts = createAlertDesk({ ...parts, manifest, publicUrl: config.publicUrl });
  const live = createLiveHub(outside.clock, config.version);
  const monitors = createMonitorBook(store, outside.clock);
  const mac = await createServerMac(parts);
  const beats = createBeatBook(store, mac);
  const projects = createProjectBook({ store, outside, mac });
  const evidence = createEvidenceBook({ store, outside });
  const inside = await createInsideDesk({ outside, store, manifest, profile });
  await Promise.all([alerts.refresh(), around.refresh(), subject.refresh(), projects.refresh()]);
  const watch = await startWatching(parts, {
    onTrouble,
    windows: around.windows,
    deploys: around.deploys,
    changes: around.changes,
    inside: evidence.now,
    regions: () => [...new Set([config.region, ...around.regions()])],
    manifest: () => manifestOrNone(manifest()),
    edgeOf: (monitor) => edgeOf(monitor, manifest()),
    isForeign: (monitor) => isForeign(monitor, manifest()),
    rollbackCommand: () => manifest()?.deploy.rollbackCommand ?? null,
    routes: alerts.routes,
    resolve: alerts.resolve,
    rooms: { beats, ...walkers(parts, subject) },
    listener: { sample: () => undefined, monitorsChanged: monitors.forget },
  });
  const server: Server = {
    ...parts,
    manifest,
    profile,
    monitors,
    days: createDayBook(store, outside.clock),
    watch,
    alerts,
    beats,
    audits: createAuditDesk({ store, outside, live, log, run: parts.runAudit }),
    scans: parts.publicScan === null ? null : createScanDesk({ outside, log, run: parts.publicScan }),
    live,
    surroundings: around,
    projects,
    quotas: createQuotaBook(),
    inside,
    evidence,
    errors: errorDesk(parts, { alerts, surroundings: around, live }),
    seen: createSeenBook(),
    told: createToldBook({ store, outside }),
    releases: createReleaseBook({ store, outside }),
    throttle: createThrottle(),
    mac,
  };
  return begin(server, watch, { subject, app: parts.app });
}

/** Groups errors as they come, and tells of what is new. */
function errorDesk(
  { store, outside, config }: StartParts,
  around: Pick<Server, 'alerts' | 'surroundings' | 'live'>,
): Server['errors'] {
  const { alerts, surroundings, live } = around;
  return createErrorDesk({
    store,
    outside,
    tell: createErrorAlerts({ store, outside, config, alerts, surroundings }),
    changed: () => live.publish({ kind: 'changed', at: outside.clock.now(), what: 'errors' }),
  });
}

/** What walks journeys and sends mails, where this machine can. */
const walkers = ({ journeys, mailFlow }: StartParts, subject: SubjectBook) => ({
  ...(journeys === undefined ? {} : { journeys }),
  ...(mailFlow === undefined ? {} : { mailFlow: mailFlow(subject.manifest) }),
});

/** From here on it works by itself until it is closed. */
async function begin(
  server: Server,
  watch: Cluster,
  own: { readonly subject: SubjectBook; readonly app: AppOptions },
): Promise<RunningServer> {
  const { outside, store, live, monitors } = server;
  const stop = new AbortController();
  const working = Promise.all([
    runJobs(server, serverJobs(server, own.subject), stop.signal),
    reportChanges({ clock: outside.clock, hub: live, watch, monitors, store }, stop.signal),
  ]);
  return {
    server,
    app: await createApp(server, own.app),
    setupUrl: await firstStartLink(server),
    close: async () => {
      stop.abort();
      live.close();
      await server.scans?.close();
      await working;
      // Traces that may still grow are written as they are; a store that is gone takes nothing.
      await server.inside.flush(true).catch(() => undefined);
      await Promise.allSettled([server.errors.flush(), server.told.flush(), server.releases.flush()]);
      await watch.close();
    },
  };
}

type WatchWiring = Omit<
  Parameters<typeof startCluster>[0],
  'outside' | 'store' | 'region' | 'holder' | 'probes' | 'channels' | 'isConnected' | 'baseUrl' | 'startWatch'
>;

async function startWatching(parts: StartParts, wiring: WatchWiring): Promise<Cluster> {
  const { outside, store, config } = parts;
  const probes = await loadPlugins<Probe>(outside.files, new URL('../monitor/probes/', import.meta.url));
  const channels = await loadPlugins<AlertChannel>(
    outside.files,
    new URL('../monitor/alerts/', import.meta.url),
  );
  return startCluster({
    ...wiring,
    outside,
    store,
    region: config.region,
    holder: config.replica,
    baseUrl: config.publicUrl,
    probes: new Map(probes.map(({ definition }) => [definition.kind, definition])),
    channels: channels.map(({ definition }) => definition),
    isConnected: createReferenceCheck(outside, parts.references),
    ...(parts.startWatch === undefined ? {} : { startWatch: parts.startWatch }),
  });
}
