import type { UnixMs } from '../../model/brand.ts';
import type { Alert, CauseKind, DeployMarker, Incident, Monitor } from '../../model/monitor.ts';
import type { Call } from '../incident/policy.ts';
import type { RecentChange } from '../cause/evidence.ts';
import { listed } from '../incident/quorum.ts';
import { timeText } from './words.ts';

export interface ComposeContext {
  readonly monitor: Monitor;
  /** Titles of monitors that failed for the same reason. */
  readonly affected: readonly string[];
  readonly deploys: readonly DeployMarker[];
  readonly changes: readonly RecentChange[];
  readonly rollbackCommand: string | null;
  /** Address of the UI, without a final slash. */
  readonly baseUrl: string;
  readonly now: UnixMs;
}

/** Changes older than this before the first failure are not mentioned. */
const changeWindowMs = 24 * 3_600_000;

/** The alert for a call: what broke, since when, how sure, what changed last, what to try first, where to click. Pure. */
export function composeAlert(call: Call, context: ComposeContext): Alert {
  const { incident } = call;
  const cause = incident.causes[0] ?? null;
  return {
    key: call.key,
    kind: call.kind,
    severity: incident.severity,
    title: titleOf(call, context.monitor),
    since: incident.startedAt,
    at: context.now,
    cause,
    lastChange: lastChange(incident, context),
    firstStep: firstStepFor(cause?.kind ?? 'unclear', {
      target: context.monitor.target,
      rollbackCommand: context.rollbackCommand,
    }),
    url: `${context.baseUrl}/incidents/${encodeURIComponent(incident.id)}`,
    facts: context.affected.length === 0 ? [] : [`Also affected: ${listed(context.affected.slice(0, 6))}`],
  };
}

function titleOf({ kind, incident }: Call, monitor: Monitor): string {
  if (kind === 'resolved') return `${monitor.title} is good again`;
  const opened =
    incident.timeline.find((event) => event.kind === 'opened')?.text ?? `${monitor.title} is down`;
  const last = incident.timeline.findLast(
    (event) => event.kind === 'escalated' && event.text.includes('was slow'),
  );
  return last?.text ?? opened;
}

function lastChange(incident: Incident, { deploys, changes, now }: ComposeContext): string | null {
  const all = [
    ...deploys.map((deploy) => ({
      at: deploy.at,
      what: `deploy ${deploy.version}${deploy.by === null ? '' : ` by ${deploy.by}`}`,
    })),
    ...changes,
  ];
  const last = all
    .filter(({ at }) => at <= incident.startedAt && incident.startedAt - at <= changeWindowMs)
    .toSorted((a, b) => b.at - a.at)[0];
  return last === undefined ? null : `${last.what} at ${timeText(last.at, now)}`;
}

/** One thing to do, by cause. */
export function firstStepFor(
  kind: CauseKind,
  { target, rollbackCommand }: { readonly target: string; readonly rollbackCommand: string | null },
): string {
  const host = hostOf(target);
  const steps: Readonly<Record<CauseKind, string>> = {
    dns: `compare the records of ${host} with the manifest: launch-ready audit ${host}`,
    tls: `renew the certificate of ${host}, then reload the server`,
    edge: 'look at the status page of the CDN; if it is down, point DNS at the origin',
    origin: 'look at the server: is the process up, is the disk full, what do its logs say',
    database: 'look at the database: connections, disk, long-running queries',
    'third-party': 'look at the status page of the provider, and switch its feature off if it blocks users',
    deploy: rollbackCommand === null ? 'roll back to the previous release' : `roll back: ${rollbackCommand}`,
    mail: 'look at the provider’s log for refusals, then at SPF, DKIM and DMARC',
    'own-network': 'check the network of the machine that runs the probe',
    unclear: `open ${target} yourself, from a phone without Wi-Fi`,
  };
  return steps[kind];
}

const hostOf = (text: string): string =>
  (URL.canParse(text) ? new URL(text).hostname : text.split(':')[0]) ?? text;
