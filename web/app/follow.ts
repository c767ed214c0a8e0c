import type { MonitorListView, MonitorRow } from '../../src/server/contract.ts';
import type { LiveEvent } from '../../src/server/contract-settings.ts';
import type { Follow } from './use-view.ts';

/** Figures change in place; a state that changes moves rows and counts, so the list is fetched anew. */
export const followMonitors: Follow<MonitorListView> = (view, event) => {
  if (event.kind === 'changed' && event.what === 'monitors') return 'stale';
  if (event.kind === 'incident') return 'stale';
  if (event.kind !== 'monitors') return view;
  const byId = new Map(event.changed.map((change) => [change.id, change]));
  if (view.rows.some(({ id, state }) => (byId.get(id)?.state ?? state) !== state)) return 'stale';
  if (!view.rows.some(({ id }) => byId.has(id))) return view;
  const renewed = (row: MonitorRow): MonitorRow => {
    const change = byId.get(row.id);
    return change === undefined ? row : { ...row, ...change };
  };
  return { ...view, rows: view.rows.map(renewed) };
};

/** For views that show whole states: worth fetching when something but a figure changed. */
export const followTurns = <T>(view: T, event: LiveEvent): T | 'stale' =>
  event.kind === 'incident' || event.kind === 'deploy' || event.kind === 'changed' ? 'stale' : view;

/** Every so many beats, for figures that flow: half a minute. */
const beatsApart = 6;

/** For views of what flows in all the time: fetched anew now and then. One for each page. */
export function followSlowly<T>(): Follow<T> {
  let beats = 0;
  return (view, event) => {
    if (event.kind === 'deploy' || event.kind === 'changed') return 'stale';
    if (event.kind !== 'beat') return view;
    beats = (beats + 1) % beatsApart;
    return beats === 0 ? 'stale' : view;
  };
}
