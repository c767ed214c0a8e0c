import { createHash } from 'node:crypto';
import { unixMs } from '../../model/brand.ts';
import type { Json } from '../../model/json.ts';
import type { Alert, DeployMarker, Monitor, Sample } from '../../model/monitor.ts';
import { deliveriesFor } from '../../monitor/alerting/routing.ts';
import { rollbackDecision } from '../../monitor/rollback-rule.ts';
import { insideDecision } from '../../monitor/rollback-inside.ts';
import type { RollbackDecision, Stretch } from '../../monitor/rollback-rule.ts';
import type { Server } from '../server.ts';
import { decisionKey, decisionOf } from './deploy-desk.ts';
import type { KeptDecision } from './deploy-desk.ts';
import { insideStretch } from './inside-stretch.ts';

/** How long a deploy is watched when launch.yaml does not say. */
const standardMinutes = 30;
const minuteMs = 60_000;
/** Monitors looked at; the critical ones first. */
const maxMonitors = 200;
/** Journeys are walked seldom: whether they worked before is looked for this far back. */
const walksBackMs = 120 * minuteMs;
/** Below so many good looks a p95 is one slow look. */
const leastForSpeed = 20;

/** The written rule over every deploy that is still fresh (MON-9); the decision is kept, and a rollback is told at once. */
export async function judgeDeploys(server: Server): Promise<void> {
  const now = server.outside.clock.now();
  const watchMs = (server.manifest()?.deploy.watchMinutes ?? standardMinutes) * minuteMs;
  const deploys = server.surroundings.deploys();
  for (const deploy of deploys) {
    const isWatched = deploy.environment === 'production' && now - deploy.at <= watchMs + minuteMs;
    const earlier = isWatched ? await decisionOf(server, deploy.id) : null;
    if (!isWatched || earlier?.isFinal === true) continue;
    await judge(server, deploy, { now, watchMs, next: nextAfter(deploys, deploy) });
  }
}

/** What came after a later deploy is not this one's. */
const nextAfter = (deploys: readonly DeployMarker[], { at, environment }: DeployMarker): number =>
  Math.min(
    Number.POSITIVE_INFINITY,
    ...deploys.filter((other) => other.environment === environment && other.at > at).map((other) => other.at),
  );

async function judge(
  server: Server,
  deploy: DeployMarker,
  time: { readonly now: number; readonly watchMs: number; readonly next: number },
): Promise<void> {
  const end = Math.min(time.now, deploy.at + time.watchMs, time.next);
  const lengthMs = end - deploy.at;
  if (lengthMs < minuteMs) return;
  const monitors = watched(await server.monitors.list());
  const before = await stretchOf(server, monitors, {
    from: deploy.at - lengthMs,
    walksFrom: deploy.at - Math.max(lengthMs, walksBackMs),
    to: deploy.at,
  });
  const after = await stretchOf(server, monitors, { from: deploy.at, walksFrom: deploy.at, to: end });
  const outside = rollbackDecision(before, after);
  const { decision, because } = worse(outside, await fromInside(server, deploy, { end, lengthMs }));
  const isOver = time.now >= deploy.at + time.watchMs || time.now >= time.next;
  const kept: KeptDecision = { decision, because, at: time.now, isFinal: isOver || decision === 'roll back' };
  if (decision === 'roll back') await tell(server, deploy, kept);
  // Plain JSON by its type.
  await server.store.settings.put(decisionKey(deploy.id), kept as unknown as Json);
  server.live.publish({
    kind: 'deploy',
    at: server.outside.clock.now(),
    id: deploy.id,
    version: deploy.version,
  });
}

/** What the product says of the same stretches; a deploy is judged by whoever has the worse to tell. */
async function fromInside(
  server: Server,
  { at, environment }: DeployMarker,
  { end, lengthMs }: { readonly end: number; readonly lengthMs: number },
): Promise<RollbackDecision | null> {
  const before = await insideStretch(server, { from: at - lengthMs, to: at }, environment);
  return insideDecision(before, await insideStretch(server, { from: at, to: end }, environment));
}

const order: readonly RollbackDecision['decision'][] = ['roll back', 'watch', 'keep'];
const worse = (a: RollbackDecision, b: RollbackDecision | null): RollbackDecision =>
  b !== null && order.indexOf(b.decision) < order.indexOf(a.decision) ? b : a;

const watched = (monitors: readonly Monitor[]): readonly Monitor[] =>
  monitors
    .filter(({ kind, isPaused }) => !isPaused && (kind === 'http' || kind === 'journey'))
    .toSorted((a, b) => Number(b.severity === 'critical') - Number(a.severity === 'critical'))
    .slice(0, maxMonitors);

async function stretchOf(
  server: Server,
  monitors: readonly Monitor[],
  span: { readonly from: number; readonly walksFrom: number; readonly to: number },
): Promise<Stretch> {
  const read = async (kind: Monitor['kind'], from: number): Promise<readonly Sample[]> => {
    const own = monitors.filter((monitor) => monitor.kind === kind);
    const raw = own.map(({ id }) => server.store.samples.raw(id, unixMs(from), unixMs(span.to)));
    return (await Promise.all(raw)).flat().filter(saysSomething);
  };
  const looks = await read('http', span.from);
  const walks = await read('journey', span.walksFrom);
  const times = looks.flatMap(({ outcome, totalMs, lagMs }) =>
    outcome === 'down' || totalMs === null || lagMs > 5 ? [] : [totalMs],
  );
  return {
    requests: looks.length,
    errors: looks.filter(({ outcome }) => outcome === 'down').length,
    p95Ms: times.length < leastForSpeed ? null : p95Of(times),
    journeys: walks.length,
    failedJourneys: walks.filter(({ outcome }) => outcome === 'down').length,
  };
}

const saysSomething = ({ outcome }: Sample): boolean => outcome !== 'unknown';

const p95Of = (times: readonly number[]): number | null => {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * 0.95))] ?? null;
};

/** One alert for a deploy, whoever judges it and however often. */
async function tell(server: Server, deploy: DeployMarker, decision: KeptDecision): Promise<void> {
  const now = server.outside.clock.now();
  const command = server.manifest()?.deploy.rollbackCommand ?? null;
  const name = createHash('sha256').update(deploy.id).digest('hex').slice(0, 16);
  const alert: Alert = {
    key: `deploy-${name}:rollback`,
    kind: 'deploy',
    severity: 'critical',
    title: `Roll back ${deploy.version}: ${decision.because}`,
    since: deploy.at,
    at: now,
    cause: null,
    lastChange: `deploy ${deploy.version}${deploy.by === null ? '' : ` by ${deploy.by}`}`,
    firstStep: command === null ? 'roll back to the previous release' : `roll back: ${command}`,
    url: `${server.config.publicUrl}/incidents`,
    facts: [],
  };
  const context = { routes: server.alerts.routes(), now, owner: null, level: 0, told: [] };
  for (const entry of deliveriesFor(alert, context)) await server.store.outbox.enqueue(entry);
}
