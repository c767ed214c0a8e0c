import type { Monitor, Sample } from '../../model/monitor.ts';
import { startWatch } from '../../monitor/watch.ts';
import { createSampleBuffer } from '../../monitor/watching/sample-buffer.ts';
import type { Duty, DutyParts } from './cluster.ts';
import { bodyOf } from './messages.ts';

const sendMs = 500;
const readMonitorsMs = 10_000;

/** Looks at its share and passes on what it saw; decides nothing. */
export async function startFollower(parts: DutyParts): Promise<Duty> {
  const { store, outside, listener, holder, isMine } = parts;
  const { clock } = outside;
  const stop = new AbortController();
  let sent = 0;
  const keep = async (samples: readonly Sample[]): Promise<void> => {
    sent += 1;
    const at = clock.now();
    const id = `${holder} ${at} s${String(sent).padStart(6, '0')}`;
    await store.inbox.put([{ id, at, body: bodyOf({ kind: 'samples', samples }) }]);
  };
  const buffer = createSampleBuffer({ clock, keep, onTrouble: parts.onTrouble });
  const watch = (parts.startWatch ?? startWatch)({
    ...parts,
    onSample: (sample) => {
      buffer.add(sample);
      listener.sample(sample);
    },
  });
  let shown: readonly Monitor[] | null = null;
  const changed = async (isForced = true): Promise<void> => {
    const all = await store.monitors.list();
    if (!isForced && all === shown) return;
    shown = all;
    const monitors = all.filter(isMine);
    const states = await store.monitors.states();
    watch.setMonitors(
      monitors,
      new Map(
        states.flatMap(({ monitor, lastSample }) => (lastSample === null ? [] : [[monitor, lastSample.at]])),
      ),
    );
  };
  await changed();
  const going = passOn({ clock, flush: buffer.flush, refresh: () => changed(false) }, stop.signal);
  return {
    kind: 'follower',
    reshare: () => void changed().catch(() => undefined),
    changed,
    check: (monitor) => watch.recheck([{ monitor, region: parts.region, afterMs: 0 }], clock.now()),
    tell: async () => false,
    health: () => ({ ...watch.health(), buffered: buffer.size(), undecided: 0 }),
    states: () => store.monitors.states(),
    takeChanged: () => null,
    close: async () => {
      await watch.close();
      stop.abort();
      await going;
      await buffer.flush();
    },
  };
}

interface PassOn {
  readonly clock: DutyParts['outside']['clock'];
  readonly flush: () => Promise<void>;
  readonly refresh: () => Promise<void>;
}

async function passOn({ clock, flush, refresh }: PassOn, signal: AbortSignal): Promise<void> {
  let readAt = clock.monotonicMs();
  while (!signal.aborted) {
    await flush();
    if (clock.monotonicMs() - readAt >= readMonitorsMs) {
      readAt = clock.monotonicMs();
      await refresh().catch(() => undefined);
    }
    await clock.sleep(sendMs, signal);
  }
}
