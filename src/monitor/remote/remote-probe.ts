import type { Manifest } from '../../model/manifest.ts';
import type { Monitor, Sample } from '../../model/monitor.ts';
import type { Result } from '../../model/outside.ts';
import type { Recheck } from '../incident/policy.ts';
import { startWatch } from '../watch.ts';
import type { Watch, WatchHealth, WatchParts } from '../watch.ts';
import { createOutgoing } from './outgoing.ts';

/** What the server gives a probe to do. `monitors` and `manifest` are left out while they are the same. */
export interface Work {
  readonly region: string;
  /** The server's clock, Unix ms. */
  readonly now: number;
  readonly digest: string;
  readonly rechecks: readonly Recheck[];
  readonly monitors?: readonly Monitor[];
  readonly manifest?: Manifest;
}

/** The server this probe works for. World errors are values. */
export interface Headquarters {
  readonly work: (digest: string) => Promise<Result<Work>>;
  /** Resolves once the samples are durable there. */
  readonly send: (samples: readonly Sample[]) => Promise<Result<{ readonly rechecks: readonly Recheck[] }>>;
}

export interface RemoteParts extends Omit<WatchParts, 'onSample' | 'manifest' | 'region'> {
  readonly headquarters: Headquarters;
  /** How the looks of this process are taken; default `startWatch`. */
  readonly startWatch?: (parts: WatchParts) => Watch;
  readonly noManifest: Manifest;
  /** What an earlier process could not deliver. */
  readonly kept: readonly Sample[];
  /** Keeps what cannot be delivered across a restart; called now and then while cut off, and with nothing once it was. */
  readonly keep: (samples: readonly Sample[]) => Promise<void>;
}

export interface RemoteProbe {
  readonly health: () => WatchHealth & { readonly waiting: number; readonly isCutOff: boolean };
  readonly close: () => Promise<void>;
}

/** A first failure is looked at elsewhere within this. */
const askEveryMs = 3_000;
const sendEveryMs = 1_000;
/** A clock that is further off than this is corrected by the server's. */
const toleratedSkewMs = 2_000;

/**
 * Looks from another place and reports to a server. Cut off, it goes on looking at what it last knew, keeps what it saw and delivers it
 * later; a sample delivered twice is one (same monitor, region and time).
 */
export function startRemoteProbe(parts: RemoteParts): RemoteProbe {
  const { clock } = parts.outside;
  const stop = new AbortController();
  const outgoing = createOutgoing(parts);
  let [manifest, digest, skewMs] = [parts.noManifest, '', 0];
  let watch: Watch | null = null;
  const recheck = (rechecks: readonly Recheck[]): void => watch?.recheck(rechecks, clock.now());
  const start = (region: string): Watch =>
    (parts.startWatch ?? startWatch)({
      ...parts,
      region,
      manifest: () => manifest,
      onSample: (sample) => outgoing.add({ ...sample, at: (sample.at + skewMs) as Sample['at'] }),
    });
  const ask = async (): Promise<void> => {
    const answer = await parts.headquarters.work(digest);
    if (!answer.ok) return outgoing.cutOff(answer.error.message);
    const { value } = answer;
    const offMs = value.now - clock.now();
    skewMs = Math.abs(offMs) > toleratedSkewMs ? offMs : 0;
    watch ??= start(value.region);
    if (value.manifest !== undefined) manifest = value.manifest;
    if (value.monitors !== undefined) watch.setMonitors(value.monitors);
    digest = value.digest;
    recheck(value.rechecks);
    outgoing.reached();
  };
  const asking = every({ clock, ms: askEveryMs }, stop.signal, ask);
  const sending = every({ clock, ms: sendEveryMs }, stop.signal, async () =>
    recheck(await outgoing.deliver()),
  );
  return {
    health: () => ({
      ...(watch?.health() ?? noHealth),
      waiting: outgoing.size(),
      isCutOff: outgoing.isCutOff(),
    }),
    close: async () => {
      stop.abort();
      await watch?.close();
      await Promise.all([asking, sending]);
      await outgoing.deliver();
      await outgoing.save();
    },
  };
}

const noHealth: WatchHealth = { monitors: 0, inFlight: 0, limit: 0, shed: 0, latenessP99Ms: 0, lagMs: 0 };

async function every(
  { clock, ms }: { readonly clock: WatchParts['outside']['clock']; readonly ms: number },
  signal: AbortSignal,
  work: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    await work();
    await clock.sleep(ms, signal);
  }
}
