import type { Json } from '../../../model/json.ts';
import type { Monitor } from '../../../model/monitor.ts';
import { nameText } from '../../../ingest/inside/origin.ts';
import { isRecord } from '../../../protocols/logs/bounded-json.ts';
import { scrubText } from '../../../protocols/logs/scrub.ts';
import { longestGapSeconds } from '../../../protocols/sentry/cron.ts';
import type { Server } from '../../server.ts';
import type { Taking } from './items.ts';

/** Jobs one project may announce by itself. */
const maxJobs = 100;
const kinds = { in_progress: 'start', ok: 'success', error: 'fail' } as const;

/** A job reports; one that tells its schedule for the first time, or anew, gets its heartbeat monitor (MON-1). */
export async function takeCheckIn({ server, project }: Taking, value: Json): Promise<void> {
  const fields = isRecord(value) ? value : {};
  const slug = nameText(fields['monitor_slug'], 60)
    .toLowerCase()
    .replaceAll(/[^a-z\d_-]+/g, '-');
  const status = Object.entries(kinds).find(([name]) => name === fields['status']);
  if (slug === '' || status === undefined) {
    server.told.count(project, { reason: 'not understood', category: 'check_in' });
    return;
  }
  const job = `${project.id}-${slug}`;
  const wanted = isRecord(fields['monitor_config']) ? optionsOf(fields['monitor_config']) : null;
  if (wanted !== null) await announce(server, { job, slug, options: wanted, prefix: `cron-${project.id}-` });
  const note = scrubText(nameText(fields['release'], 120));
  await server.beats.put(job, {
    at: server.outside.clock.now(),
    kind: status[1],
    detail: note === '' ? null : `release ${note}`,
  });
  const monitors = await server.monitors.list();
  for (const { id, kind, target } of monitors)
    if (kind === 'heartbeat' && target === job) await server.watch.check(id);
}

interface Announcement {
  readonly job: string;
  readonly slug: string;
  readonly prefix: string;
  readonly options: JobOptions;
}
interface JobOptions {
  readonly everySeconds: number;
  readonly graceSeconds: number;
  readonly maxRunSeconds: number;
  /** Failures in a row before somebody is told. */
  readonly failures: number;
  readonly good: number;
}

async function announce(server: Server, { job, slug, options, prefix }: Announcement): Promise<void> {
  const id = `cron-${job}`;
  const monitors = await server.monitors.list();
  const before = monitors.find((monitor) => monitor.id === id);
  const others = monitors.filter((monitor) => monitor.id.startsWith(prefix)).length;
  if (before === undefined && others >= maxJobs) return;
  const after: Monitor = {
    ...(before ?? blank(id, slug, job)),
    intervalSeconds: Math.max(30, Math.min(300, Math.round(options.everySeconds / 2))),
    failuresBeforeAlert: options.failures,
    goodBeforeRecovery: options.good,
    options: {
      everySeconds: options.everySeconds,
      graceSeconds: options.graceSeconds,
      maxRunSeconds: options.maxRunSeconds,
    },
  };
  if (before !== undefined && JSON.stringify(before) === JSON.stringify(after)) return;
  await server.store.monitors.put(after);
  server.monitors.forget();
  await server.watch.changed();
  server.live.publish({ kind: 'changed', at: server.outside.clock.now(), what: 'monitors' });
}

const blank = (id: string, slug: string, job: string): Monitor => ({
  id,
  title: `Job ${slug}`,
  kind: 'heartbeat',
  target: job,
  intervalSeconds: 60,
  timeoutMs: 5_000,
  failuresBeforeAlert: 1,
  goodBeforeRecovery: 1,
  quorum: 0,
  regions: [],
  dependsOn: [],
  severity: 'warning',
  owner: null,
  slowMs: null,
  isPaused: false,
  origin: 'hand',
  guards: null,
  options: {},
});

const unitSeconds: Readonly<Record<string, number>> = {
  minute: 60,
  hour: 3_600,
  day: 86_400,
  week: 604_800,
  month: 31 * 86_400,
  year: 366 * 86_400,
};

function optionsOf(config: Readonly<Record<string, Json>>): JobOptions | null {
  const schedule = isRecord(config['schedule']) ? config['schedule'] : {};
  const every =
    schedule['type'] === 'crontab'
      ? longestGapSeconds(nameText(schedule['value'], 200))
      : numberIn(schedule['value'], 0) * (unitSeconds[nameText(schedule['unit'], 10)] ?? 0);
  if (every === null || every < 10) return null;
  return {
    everySeconds: Math.min(every, 366 * 86_400),
    graceSeconds: Math.min(numberIn(config['checkin_margin'], 1) * 60, 31 * 86_400),
    maxRunSeconds: Math.min(Math.max(1, numberIn(config['max_runtime'], 30) * 60), 7 * 86_400),
    failures: Math.min(20, numberIn(config['failure_issue_threshold'], 1)),
    good: Math.min(20, numberIn(config['recovery_threshold'], 1)),
  };
}

const numberIn = (value: Json | undefined, standard: number): number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 1 ? Math.round(value) : standard;
