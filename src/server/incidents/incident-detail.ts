import { unixMs } from '../../model/brand.ts';
import type { Incident, Sample } from '../../model/monitor.ts';
import { traceLine } from '../../model/trace.ts';
import type { IncidentDetailView } from '../contract-incidents.ts';
import { notFound } from '../http/refused.ts';
import type { Server } from '../server.ts';
import { incidentRow } from '../views/incident-views.ts';
import { publicNotes } from '../status/public-notes.ts';
import { sampleRow } from '../views/state.ts';
import { checklistFor } from './checklist.ts';
import { firstStepOf } from './first-step.ts';
import { postmortemDraft } from './postmortem.ts';

const evidenceShown = 5;
const deliveriesSearched = 2_000;
const beforeMs = 24 * 3_600_000;

export const checklistKey = (incident: string): string => `checklist ${incident}`;
export const postmortemKey = (incident: string): string => `postmortem ${incident}`;

export async function incidentDetail(server: Server, id: string): Promise<IncidentDetailView> {
  const incident = await server.store.incidents.get(id);
  if (incident === null) throw notFound('incident');
  const [monitors, samples, deliveries, done, saved, notes] = await Promise.all([
    server.monitors.list(),
    failuresOf(server, incident),
    server.alerts.deliveries(deliveriesSearched),
    server.store.settings.get(checklistKey(id)),
    server.store.settings.get(postmortemKey(id)),
    publicNotes(server.store, id),
  ]);
  const titleIn = (monitor: string): string => monitors.find((each) => each.id === monitor)?.title ?? monitor;
  const affected = incident.affected.map((monitor) => ({ id: monitor, title: titleIn(monitor) }));
  const deploys = server.surroundings
    .deploys()
    .filter(
      ({ at }) =>
        at <= (incident.resolvedAt ?? Number.POSITIVE_INFINITY) && incident.startedAt - at <= beforeMs,
    );
  const checked = Array.isArray(done) ? done : [];
  const cause = incident.causes[0]?.kind ?? 'unclear';
  const rollbackCommand = server.manifest()?.deploy.rollbackCommand ?? null;
  return {
    incident,
    row: incidentRow(incident),
    affected,
    evidence: await Promise.all(
      samples.map(async (sample) => ({
        ...sampleRow(sample),
        lines: sample.evidence,
        trace: await ownTrace(server, sample),
      })),
    ),
    deliveries: deliveries.filter((each) => each.id.startsWith(`${id}:`)),
    firstResponder: firstResponder(incident),
    firstStep: firstStepOf(
      incident,
      monitors.find((each) => each.id === incident.monitor) ?? null,
      rollbackCommand,
    ),
    checklist: checklistFor(cause).map((line) => ({
      ...line,
      isDone: checked.includes(line.id) || (line.id === 'ack' && incident.acknowledgedBy !== null),
    })),
    rollbackCommand,
    publicNotes: notes,
    deploys,
    postmortem:
      typeof saved === 'string'
        ? { text: saved, isDraft: false }
        : {
            text: postmortemDraft({ incident, affected: affected.map(({ title }) => title), deploys }),
            isDraft: true,
          },
  };
}

/** The server's own trace of a failed look, where it told us of it. */
async function ownTrace({ store }: Server, { evidence }: Sample): Promise<string | null> {
  const id = evidence.find((line) => line.startsWith(traceLine))?.slice(traceLine.length) ?? null;
  return id === null || (await store.traces.get(id)) === null ? null : id;
}

const firstResponder = (incident: Incident): string | null =>
  incident.acknowledgedBy ?? incident.timeline.find(({ by }) => by !== null)?.by ?? null;

/** What was answered while it was broken, newest first. */
async function failuresOf(server: Server, incident: Incident): Promise<readonly Sample[]> {
  const to = incident.resolvedAt ?? server.outside.clock.now();
  const from = unixMs(Math.max(incident.startedAt - 60_000, to - beforeMs));
  const samples = await server.store.samples.raw(incident.monitor, from, unixMs(to + 1));
  const bad = samples.filter(({ outcome }) => outcome === 'down' || outcome === 'degraded');
  // The first failures tell more than the hundredth, the last ones what it is like now.
  const chosen = bad.length <= evidenceShown ? bad : [...bad.slice(0, 3), ...bad.slice(3 - evidenceShown)];
  return chosen.toReversed();
}
