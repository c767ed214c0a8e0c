import type { ManifestAlertRoute } from '../model/manifest.ts';
import type { AlertChannel, Monitor, Sample } from '../model/monitor.ts';
import type { Store } from '../model/store.ts';
import { dispatch } from './alerting/dispatcher.ts';
import type { DispatcherParts } from './alerting/dispatcher.ts';
import type { Recheck } from './incident/policy.ts';
import { IncidentDesk } from './incident-desk.ts';
import type { DeskParts } from './incident-desk.ts';
import { startWatch } from './watch.ts';
import type { Watch, WatchHealth, WatchParts } from './watch.ts';
import { createSampleBuffer } from './watching/sample-buffer.ts';

export interface ServiceParts
  extends
    Omit<WatchParts, 'onSample'>,
    Omit<DeskParts, 'stores' | 'now' | 'routes'>,
    Pick<DispatcherParts, 'resolve' | 'holder'> {
  readonly store: Pick<Store, 'samples' | 'monitors' | 'incidents' | 'outbox' | 'leases'>;
  readonly channels: readonly AlertChannel[];
  readonly routes: () => readonly ManifestAlertRoute[];
  /** What probes in other regions should look at again. */
  readonly onRechecks?: (rechecks: readonly Recheck[]) => void;
  /** Every sample once it was judged: for the live page. Must not throw. */
  readonly onJudged?: (sample: Sample) => void;
  /** How the looks of this process are taken; default `startWatch`. */
  readonly startWatch?: (parts: WatchParts) => Watch;
  /** Which monitors this process looks at itself; all of them when left out. Judged are all, whoever looked. */
  readonly isMine?: (monitor: Monitor) => boolean;
}

export interface WatchService {
  readonly desk: IncidentDesk;
  /** After monitors were changed in the store. */
  readonly setMonitors: (monitors: readonly Monitor[]) => void;
  /** After the share of this process changed. */
  readonly reshare: () => void;
  /** Looks again at once, from here. */
  readonly check: (monitor: string) => void;
  /** Samples of probes elsewhere: kept and judged like our own; resolves when they are durable. */
  readonly receive: (samples: readonly Sample[]) => Promise<void>;
  readonly health: () => WatchHealth & { readonly buffered: number; readonly undecided: number };
  /** `isAbandoned`: another replica decides now, so what was decided here and not kept is forgotten. Samples are kept. */
  readonly close: (how?: { readonly isAbandoned: boolean }) => Promise<void>;
}

const beatMs = 500;
const tickEveryBeats = 20;
const knownOutbox = 500;

/** The whole watch of one process: probes, incidents, alerts, with the store behind them. Rejects when the store cannot be read. */
export async function startWatchService(parts: ServiceParts): Promise<WatchService> {
  const { store } = parts;
  const { clock } = parts.outside;
  const stop = new AbortController();
  const desk = new IncidentDesk({ ...parts, stores: store, now: () => clock.now() });
  const [monitors, states, outbox] = await Promise.all([
    store.monitors.list(),
    store.monitors.states(),
    store.outbox.list(knownOutbox),
  ]);
  desk.load({ monitors, states, outbox });
  const keep = (samples: readonly Sample[]): Promise<void> => store.samples.append(samples);
  const buffer = createSampleBuffer({ clock, keep, onTrouble: parts.onTrouble });
  const judge = (sample: Sample): void => {
    const rechecks = desk.judge([sample]);
    watch.recheck(rechecks, sample.at);
    if (rechecks.length > 0) parts.onRechecks?.(rechecks);
    parts.onJudged?.(sample);
  };
  const watch: Watch = (parts.startWatch ?? startWatch)({
    ...parts,
    onSample: (sample) => {
      buffer.add(sample);
      judge(sample);
    },
  });
  let watched = monitors;
  const share = (): void =>
    watch.setMonitors(watched.filter(parts.isMine ?? (() => true)), new Map(desk.states().flatMap(lastLook)));
  share();
  const beating = beat({ ...parts, desk, flush: () => buffer.flush() }, stop.signal);
  return {
    desk,
    setMonitors: (wanted) => {
      watched = wanted;
      desk.setMonitors(wanted);
      share();
    },
    reshare: share,
    check: (monitor) => watch.recheck([{ monitor, region: parts.region, afterMs: 0 }], clock.now()),
    receive: async (samples) => {
      await keep(samples);
      samples.forEach(judge);
    },
    health: () => ({ ...watch.health(), buffered: buffer.size(), undecided: desk.pending() }),
    close: async (how) => {
      await watch.close();
      stop.abort();
      await beating;
      await buffer.flush();
      if (how?.isAbandoned === true) return;
      await desk
        .flush()
        .catch((cause: unknown) => parts.onTrouble(`Not everything was kept: ${textOf(cause)}`));
    },
  };
}

type Beating = ServiceParts & { readonly desk: IncidentDesk; readonly flush: () => Promise<void> };

/** Twice a second: samples, then decisions, then what is due to be sent. A store that fails is told once and tried again. */
async function beat(parts: Beating, signal: AbortSignal): Promise<void> {
  const { desk, outside, onTrouble } = parts;
  const sending = sender(parts, signal);
  const trouble = toldOnce(
    onTrouble,
    'Incidents and alerts wait in memory',
    'Incidents and alerts are kept again',
  );
  for (let count = 1; !signal.aborted; count += 1) {
    if (count % tickEveryBeats === 0) desk.tick();
    await parts.flush();
    try {
      await desk.flush();
      trouble.over();
      sending.start();
    } catch (cause) {
      trouble.failed(cause);
    }
    await outside.clock.sleep(beatMs, signal);
  }
  await sending.settled();
}

/** Rounds of sending that nobody waits for: a slow receiver must not hold up samples, decisions or other receivers. */
function sender(
  parts: Beating,
  signal: AbortSignal,
): { readonly start: () => void; readonly settled: () => Promise<unknown> } {
  const dispatcher: DispatcherParts = {
    ...parts,
    outbox: parts.store.outbox,
    leases: parts.store.leases,
    isStillNeeded: (entry) => parts.desk.isStillNeeded(entry),
    busy: new Set(),
  };
  const rounds = new Set<Promise<void>>();
  const trouble = toldOnce(parts.onTrouble, 'Alerts cannot be sent', 'Alerts are sent again');
  return {
    start: () => {
      const round = dispatch(dispatcher, signal)
        .then(trouble.over, trouble.failed)
        .finally(() => rounds.delete(round));
      rounds.add(round);
    },
    settled: () => Promise.all(rounds),
  };
}

/** A lasting trouble is one sentence at its beginning and one at its end. */
function toldOnce(
  tell: (sentence: string) => void,
  bad: string,
  good: string,
): { readonly failed: (cause: unknown) => void; readonly over: () => void } {
  let isTroubled = false;
  return {
    failed: (cause) => {
      if (!isTroubled) tell(`${bad}: ${textOf(cause)}`);
      isTroubled = true;
    },
    over: () => {
      if (isTroubled) tell(good);
      isTroubled = false;
    },
  };
}

const lastLook = ({ monitor, lastSample }: ReturnType<IncidentDesk['states']>[number]) =>
  lastSample === null ? [] : [[monitor, lastSample.at] as const];

const textOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
