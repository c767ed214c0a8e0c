import { likelyCauses } from '../cause.ts';
import type { CauseEvidence, InsideEvidence, RecentChange } from '../cause/evidence.ts';
import { event, withEvents } from '../incident/record.ts';
import type { StepResult } from '../incident/policy.ts';
import type { DeployMarker, Monitor } from '../../model/monitor.ts';
import type { UnixMs } from '../../model/brand.ts';
import type { MonitorFile } from './file.ts';
import type { MonitorFiles } from './files.ts';

/** What happened around the product, asked anew each time. */
export interface Surroundings {
  readonly deploys: () => readonly DeployMarker[];
  readonly changes: () => readonly RecentChange[];
  readonly inside: () => InsideEvidence | null;
  /** Name of the edge meant to stand in front of a monitor's host; null for none. */
  readonly edgeOf: (monitor: Monitor) => string | null;
  /** Whether a monitor looks at a host of somebody else. */
  readonly isForeign: (monitor: Monitor) => boolean;
}

const youngMs = 3 * 60_000;
/** Other monitors looked at: those in trouble first. */
const maxOthers = 500;

/** Causes are found when an incident opens and looked for again while it is young. */
export function diagnosed(
  seen: { readonly file: MonitorFile; readonly result: StepResult; readonly now: UnixMs },
  files: MonitorFiles,
  around: Surroundings,
): Pick<StepResult, 'machine' | 'incident' | 'calls'> {
  const { file, result, now } = seen;
  const { open } = result.machine;
  const isNew = result.calls.some(({ kind }) => kind === 'opened');
  if (open === null || file.failures.length === 0) return result;
  const isYoung = now - open.incident.detectedAt <= youngMs && file.failures[0] === file.lastSample;
  if (!isNew && !isYoung) return result;
  const causes = likelyCauses(evidenceFor(file, { files, around, startedAt: open.incident.startedAt }));
  if (!isNew && causes[0]?.kind === open.incident.causes[0]?.kind) return result;
  const reason = event('cause', now, causes[0]?.because ?? '');
  const incident = withEvents({ ...open.incident, causes }, reason);
  return {
    machine: { ...result.machine, open: { ...open, incident } },
    incident,
    calls: result.calls.map((call) => ({ ...call, incident: { ...call.incident, causes } })),
  };
}

const evidenceFor = (
  file: MonitorFile,
  known: { readonly files: MonitorFiles; readonly around: Surroundings; readonly startedAt: UnixMs },
): CauseEvidence => ({
  monitor: file.monitor,
  failures: file.failures,
  lastGood: file.lastGood,
  edge: known.around.edgeOf(file.monitor),
  isForeign: known.around.isForeign(file.monitor),
  startedAt: known.startedAt,
  others: othersThan(file.monitor.id, known.files),
  deploys: known.around.deploys(),
  changes: known.around.changes(),
  inside: known.around.inside(),
});

function othersThan(id: string, files: MonitorFiles): CauseEvidence['others'] {
  const all = files
    .all()
    .flatMap(({ monitor, lastSample }) =>
      monitor.id === id || lastSample === null ? [] : [{ monitor, sample: lastSample }],
    );
  const isBad = ({ sample }: (typeof all)[number]): boolean => sample.outcome !== 'up';
  return [...all.filter(isBad), ...all.filter((other) => !isBad(other))].slice(0, maxOthers);
}
