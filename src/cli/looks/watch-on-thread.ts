import { Worker } from 'node:worker_threads';
import { dividedWatch } from '../../monitor/watching/divided-watch.ts';
import { startWatch } from '../../monitor/watch.ts';
import type { Watch, WatchHealth, WatchParts } from '../../monitor/watch.ts';
import { roomForLooks } from './lean-heap.ts';
import type { LookNews, LookOrder, LookThreadData } from './thread-messages.ts';

/** Starts the watch of a process that has other work to do: many looks are taken on a thread of their own. */
export const watchBesideThread =
  (of: Omit<LookThreadData, 'region'>) =>
  (parts: WatchParts): Watch =>
    dividedWatch(startWatch(parts), (looksAMinute) => {
      roomForLooks(looksAMinute);
      return watchOnThread(parts, { ...of, region: parts.region });
    });

/** A thread that breaks is a bug and ends the process. */
function watchOnThread(parts: Pick<WatchParts, 'onSample' | 'onTrouble'>, data: LookThreadData): Watch {
  const worker = new Worker(new URL(threadFile, import.meta.url), { workerData: data });
  const tell = (order: LookOrder): void => worker.postMessage(order);
  let [monitors, health]: [number, WatchHealth] = [0, atRest];
  const closed = Promise.withResolvers<void>();
  worker.on('message', (news: LookNews) => {
    if (news.kind === 'trouble') return parts.onTrouble(news.sentence);
    if (news.kind === 'closed') return closed.resolve();
    health = news.health ?? health;
    for (const sample of news.samples) parts.onSample(sample);
  });
  return {
    setMonitors: (wanted, lastAt = new Map()) => {
      monitors = wanted.length;
      tell({ kind: 'monitors', monitors: wanted, lastAt });
    },
    recheck: (rechecks, fromMs) => {
      if (rechecks.length > 0) tell({ kind: 'recheck', rechecks, fromMs });
    },
    health: () => ({ ...health, monitors }),
    close: async () => {
      tell({ kind: 'close' });
      await closed.promise;
      await worker.terminate();
    },
  };
}

const atRest: WatchHealth = { monitors: 0, inFlight: 0, limit: 0, shed: 0, latenessP99Ms: 0, lagMs: 0 };

/** Beside this file, in the source as in the package. */
const threadFile = import.meta.url.endsWith('.ts') ? './thread-main.ts' : './thread-main.js';
