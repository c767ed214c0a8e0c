import type { Monitor } from '../../model/monitor.ts';
import { monitorKinds } from '../../model/monitor.ts';
import type { MonitorListView } from '../contract.ts';
import { json, routes } from '../http/route.ts';
import type { Call } from '../http/route.ts';
import { monitorRows, readBoard, sorted } from '../views/monitor-rows.ts';
import { countsOf, stateOf, worstFirst } from '../views/state.ts';

const defaultLimit = 200;
const maxLimit = 500;

export default routes({
  method: 'GET',
  path: '/api/monitors',
  access: 'viewer',
  about: 'every monitor, worst first',
  handle: async (call) => json(await listView(call)),
});

async function listView({ server, query }: Call): Promise<MonitorListView> {
  const board = await readBoard(server);
  const wanted = filtered(board.monitors, query).filter((monitor) => {
    const state = worstFirst.find((each) => each === query('state'));
    return state === undefined || stateOf(monitor, board.states.get(monitor.id)) === state;
  });
  const from = Math.max(0, Math.trunc(Number(query('cursor') ?? 0)) || 0);
  const limit = Math.min(maxLimit, Math.max(1, Math.trunc(Number(query('limit') ?? 0)) || defaultLimit));
  const shown = sorted(board, wanted).slice(from, from + limit);
  return {
    counts: countsOf(board.monitors.map((monitor) => stateOf(monitor, board.states.get(monitor.id)))),
    rows: await monitorRows(server, board, shown),
    matching: wanted.length,
    next: from + limit < wanted.length ? String(from + limit) : null,
    daysFrom: server.days.from(),
  };
}

function filtered(monitors: readonly Monitor[], query: Call['query']): readonly Monitor[] {
  const search = (query('q') ?? '').trim().toLowerCase();
  const kind = monitorKinds.find((each) => each === query('kind'));
  return monitors.filter(
    (monitor) =>
      (kind === undefined || monitor.kind === kind) &&
      (search === '' || `${monitor.title} ${monitor.target} ${monitor.id}`.toLowerCase().includes(search)),
  );
}
