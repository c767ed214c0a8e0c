import { parentPort, workerData } from 'node:worker_threads';
import type { Manifest } from '../../model/manifest.ts';
import type { Monitor, Probe, Sample } from '../../model/monitor.ts';
import { lookAtPage } from '../../monitor/probing/http-look.ts';
import type { HttpOptions } from '../../monitor/probing/http-options.ts';
import { lookAtPort } from '../../monitor/probing/tcp-look.ts';
import type { TcpOptions } from '../../monitor/probing/tcp-options.ts';
import { startWatch } from '../../monitor/watch.ts';
import { createReferenceCheck } from '../../monitor/watching/references.ts';
import { openRealOutside } from '../real-outside.ts';
import { collectAfterStart } from './lean-heap.ts';
import type { LookNews, LookOrder, LookThreadData } from './thread-messages.ts';

/** Samples go over together: a message for each would cost as much as judging it. */
const gatherMs = 100;
const healthMs = 1_000;

/** The thread of looks: started by `watchOnThread`. */
const { network, region, references } = workerData as LookThreadData;
const outside = await openRealOutside(network);
/** Neither of these probes reads a manifest; what makes one would be a third of this thread's memory. */
const manifest = {} as Manifest;
/** Their schemas stay with who sends the monitors: `portableOf` has read the options. */
const optionsOf = <T>({ options }: Monitor): T => options as T;
const probes = new Map<Probe['kind'], Pick<Probe, 'run'>>([
  ['http', { run: (context) => lookAtPage(context, optionsOf<HttpOptions>(context.monitor)) }],
  ['tcp', { run: (context) => lookAtPort(context, optionsOf<TcpOptions>(context.monitor)) }],
]);
const tell = (news: LookNews): void => parentPort?.postMessage(news);

let samples: Sample[] = [];
let cancel: (() => void) | null = null;
let toldMs = 0;
const pass = (): void => {
  cancel = null;
  const nowMs = outside.clock.monotonicMs();
  const isDue = nowMs - toldMs >= healthMs;
  if (isDue) toldMs = nowMs;
  tell({ kind: 'samples', samples, health: isDue ? watch.health() : null });
  samples = [];
};
collectAfterStart();
const watch = startWatch({
  outside,
  region,
  manifest: () => manifest,
  probes,
  rooms: {},
  isConnected: createReferenceCheck(outside, references),
  onTrouble: (sentence) => tell({ kind: 'trouble', sentence }),
  onSample: (sample) => {
    samples.push(sample);
    cancel ??= outside.clock.after(gatherMs, pass);
  },
});

parentPort?.on('message', (order: LookOrder) => {
  if (order.kind === 'monitors') watch.setMonitors(order.monitors, order.lastAt);
  else if (order.kind === 'recheck') watch.recheck(order.rechecks, order.fromMs);
  else void close();
});

async function close(): Promise<void> {
  await watch.close();
  cancel?.();
  pass();
  await outside[Symbol.asyncDispose]();
  tell({ kind: 'closed' });
}
