import type { Json } from '../../model/json.ts';
import type { Manifest, ManifestJourney, ManifestRoute } from '../../model/manifest.ts';
import type { Monitor } from '../../model/monitor.ts';
import type { Profile } from '../../model/profile.ts';
import { blankMonitor, dayS, defaultTimeoutMs, idOf } from './blank.ts';
import { doorId } from './hosts.ts';

/** What the product does: routes, journeys, mails and jobs. */
export const workMonitors = (manifest: Manifest, profile: Profile): readonly Monitor[] => [
  ...manifest.routes.filter(isWatchable).map((route) => routeMonitor(route, manifest, profile)),
  ...manifest.journeys
    .filter(({ isCritical }) => isCritical)
    .map((journey) => journeyMonitor(journey, manifest, profile)),
  ...mailMonitors(manifest, profile),
  ...jobMonitors(manifest, profile),
];

/** Only what can be asked every minute without doing anything. */
const isWatchable = (route: ManifestRoute): boolean =>
  (route.method === 'GET' || route.method === 'HEAD') &&
  !route.needsAuth &&
  !route.isWebhook &&
  !/[{:]\w/.test(pathOf(route.url));

const pathOf = (url: string): string => (URL.canParse(url) ? new URL(url).pathname : url);

const apiHost = ({ hosts, product }: Manifest): string =>
  hosts.find(({ role }) => role === 'api')?.name ?? product.canonicalHost ?? product.domain;

function routeMonitor(route: ManifestRoute, manifest: Manifest, profile: Profile): Monitor {
  const target = new URL(route.url, `https://${apiHost(manifest)}`).href;
  const host = new URL(target).hostname;
  const budgetMs = route.p95Ms ?? (route.isHot ? profile.api.p95FailingMs : null);
  return blankMonitor(profile, {
    id: idOf('route', route.id),
    title: `${route.method} ${pathOf(target)}`,
    kind: 'http',
    target,
    owner: ownerOf(manifest, host),
    severity: route.isHot || /health|ready|status/i.test(route.url) ? 'critical' : 'warning',
    // A probe pays for a new connection as well, which the budget does not know.
    slowMs: budgetMs === null ? null : budgetMs * 2 + 500,
    dependsOn: doorsOf(manifest, [host]),
    options: route.method === 'GET' ? {} : { method: route.method },
  });
}

/** Journeys leave traces in the product, so they are walked every five minutes, those with a mail or a browser every quarter of an hour. */
function journeyMonitor(journey: ManifestJourney, manifest: Manifest, profile: Profile): Monitor {
  const isHeavy = journey.steps.some(({ kind }) => kind === 'browser' || kind === 'mail');
  const timeoutMs = Math.max(
    defaultTimeoutMs,
    journey.steps.reduce((sum, step) => sum + step.timeoutMs, 0),
  );
  const intervalSeconds = isHeavy ? 900 : 300;
  return blankMonitor(profile, {
    id: idOf('journey', journey.id),
    title: journey.title,
    kind: 'journey',
    target: journey.id,
    intervalSeconds,
    timeoutMs: Math.min(timeoutMs, intervalSeconds * 500),
    owner: ownerOf(manifest, apiHost(manifest)),
    dependsOn: doorsOf(manifest, [
      manifest.product.canonicalHost ?? manifest.product.domain,
      apiHost(manifest),
    ]),
  });
}

/** Door or name of a host, when it is watched at all: their outage explains everything behind them. */
function doorsOf(manifest: Manifest, hosts: readonly string[]): readonly string[] {
  const watched = hosts.filter((host) =>
    manifest.hosts.some(({ name, isPublic }) => name === host && isPublic),
  );
  return [...new Set(watched)].map((host) =>
    manifest.hosts.some(({ name, role }) => name === host && role === 'api')
      ? idOf('dns', host)
      : doorId(host),
  );
}

const ownerOf = ({ hosts }: Manifest, host: string): string | null =>
  hosts.find(({ name }) => name === host)?.owner ?? null;

function mailMonitors({ mail }: Manifest, profile: Profile): readonly Monitor[] {
  if (mail.inboxes.length === 0) return [];
  return mail.messages
    .filter(({ trigger, isMarketing }) => trigger !== null && 'template' in trigger && !isMarketing)
    .map((message) =>
      blankMonitor(profile, {
        id: idOf('mail', message.id),
        title: `Mail "${message.id}" arrives`,
        kind: 'mail',
        target: message.id,
        intervalSeconds: 900,
        timeoutMs: 300_000,
        options: { withinSeconds: profile.mail.deliveredWithinSeconds ?? 60 },
      }),
    );
}

function jobMonitors({ deploy, dataStores }: Manifest, profile: Profile): readonly Monitor[] {
  const jobs = deploy.backgroundJobs.filter(({ kind }) => kind === 'cron' || kind === 'queue');
  return [
    ...jobs.map(({ id, kind }) =>
      heartbeat(profile, {
        id: idOf('job', id),
        title: `Job ${id}`,
        target: id,
        everySeconds: kind === 'cron' ? dayS : 3600,
      }),
    ),
    ...dataStores.flatMap((store) => {
      const everySeconds = everyOf(store.backup?.schedule ?? null);
      if (everySeconds === null) return [];
      const id = idOf('backup', store.id);
      return [
        heartbeat(profile, {
          id,
          title: `Backup of ${store.id}`,
          target: id,
          everySeconds,
          owner: store.backup?.owner ?? null,
        }),
      ];
    }),
  ];
}

function heartbeat(
  profile: Profile,
  job: {
    readonly id: string;
    readonly title: string;
    readonly target: string;
    readonly everySeconds: number;
    readonly owner?: string | null;
  },
): Monitor {
  const { everySeconds, ...own } = job;
  const options: Record<string, Json> = { everySeconds };
  return blankMonitor(profile, {
    ...own,
    kind: 'heartbeat',
    severity: 'warning',
    failuresBeforeAlert: 1,
    options,
  });
}

/** `daily at 03:00`, `every 6 hours`, `hourly`, `weekly`: how often in seconds; null when it cannot be told. */
function everyOf(schedule: string | null): number | null {
  if (schedule === null) return null;
  const every = /every (\d{1,3}) ?(minute|hour|day|min|h|d)/i.exec(schedule);
  if (every !== null) {
    const unit = (every[2] ?? '').toLowerCase();
    return Number(every[1]) * (unit.startsWith('m') ? 60 : unit.startsWith('h') ? 3600 : dayS);
  }
  if (/hourly|every hour/i.test(schedule)) return 3600;
  if (/dai?ly|night|every day/i.test(schedule)) return dayS;
  return /weekly|every week/i.test(schedule) ? 7 * dayS : null;
}
