import { unixMs } from '../../model/brand.ts';
import type { UnixMs } from '../../model/brand.ts';
import { readMachine } from '../../monitor/incident/machine.ts';
import type { RegionView } from '../contract.ts';
import type { Server } from '../server.ts';
import type { Board } from './monitor-rows.ts';

/** A region that said nothing for so long is told. */
const silentMs = 5 * 60_000;

/** Every region that looks: this one, and those with a probe. */
export async function regionViews(server: Server, board: Board): Promise<readonly RegionView[]> {
  const heard = new Map<string, UnixMs | null>([[server.config.region, null]]);
  for (const { kind, name } of await server.store.people.credentials())
    if (kind === 'probe') heard.set(name, null);
  for (const state of board.states.values())
    for (const [name, { lastAt }] of Object.entries(readMachine(state.machine).regions))
      if (heard.has(name)) heard.set(name, unixMs(Math.max(heard.get(name) ?? 0, lastAt ?? 0)));
  const now = server.outside.clock.now();
  return [...heard].map(([name, at]) => ({
    name,
    isHere: name === server.config.region,
    lastHeardAt: at === 0 ? null : at,
    isSilent: board.monitors.length > 0 && (at === null || now - at > silentMs),
  }));
}
