import type { UnixMs } from '../../model/brand.ts';
import type { MaintenanceWindow, Monitor } from '../../model/monitor.ts';
import { maintenanceOf } from '../incident/policy.ts';
import type { StepContext } from '../incident/policy.ts';
import type { MonitorFile } from './file.ts';
import type { MonitorFiles } from './files.ts';
import { joins } from './grouping.ts';

/** What explains that a monitor fails, so that nobody is called for it: maintenance, what it depends on, or a group it joins. */
export function explanationOf(
  file: MonitorFile,
  files: MonitorFiles,
  context: { readonly windows: readonly MaintenanceWindow[]; readonly now: UnixMs },
): StepContext['explainedBy'] {
  if (file.machine.open !== null) return null;
  const window = maintenanceOf(context.windows, file.monitor.id, context.now);
  if (window !== null) return { id: window.id, kind: 'maintenance' };
  const failure = file.failures[0];
  if (failure === undefined || failure !== file.lastSample) return null;
  const cause = dependencyIncident(file.monitor, files, new Set());
  if (cause !== null) return { id: cause, kind: 'incident' };
  // Once it has joined an incident it stays with it, however long that lasts.
  const leader = files.ofIncident(file.machine.held?.by ?? '')?.machine.open?.incident;
  const group = leader ?? joins({ monitor: file.monitor, failure, now: context.now }, files.openCases());
  return group === null ? null : { id: group.id, kind: 'incident' };
}

/** An open incident of anything this needs, directly or further on. */
function dependencyIncident(monitor: Monitor, files: MonitorFiles, visited: Set<string>): string | null {
  for (const id of monitor.dependsOn) {
    const file = files.get(id);
    if (file === undefined || visited.has(id)) continue;
    visited.add(id);
    if (file.machine.open?.kind === 'down') return file.machine.open.incident.id;
    const further = dependencyIncident(file.monitor, files, visited);
    if (further !== null) return further;
  }
  return null;
}

/** What this depends on and has begun to fail, without being confirmed. */
export const suspectsOf = (monitor: Monitor, files: MonitorFiles): readonly string[] =>
  monitor.dependsOn.filter((id) => {
    const machine = files.get(id)?.machine;
    if (machine === undefined || machine.open !== null) return false;
    return Object.values(machine.regions).some(({ failures }) => failures > 0);
  });
