import type { Monitor, Sample } from '../../model/monitor.ts';
import { hostOf } from '../cause/clue.ts';
import type { Recheck } from '../incident/policy.ts';
import type { MonitorFile } from './file.ts';

/** Looking at these is cheap and leaves nothing behind. */
const witnessKinds: readonly Monitor['kind'][] = ['dns', 'tls', 'tcp', 'http'];
const mostWitnesses = 8;
/** Of each sort: hosts of somebody else, and of our own. */
const mostElsewhere = 2;
/** What was looked at so lately need not be looked at again. */
const freshMs = 15_000;

/**
 * Other monitors worth a look at once when one begins to fail, so that the cause is found on what is true now: everything else about
 * the same host, two hosts of somebody else and two of our own (is it our own line?), and open ports behind the product.
 */
export function witnessesOf(
  failing: { readonly monitor: Monitor; readonly sample: Sample },
  files: readonly MonitorFile[],
  isForeign: (monitor: Monitor) => boolean,
): readonly Recheck[] {
  const { monitor, sample } = failing;
  const host = hostOf(monitor);
  const able = files.filter((file) => isAble(file, sample) && file.monitor.id !== monitor.id);
  const near = able.filter((file) => hostOf(file.monitor) === host);
  const behind = able.filter((file) => file.monitor.kind === 'tcp' && hostOf(file.monitor) !== host);
  const elsewhere = able.filter((file) => hostOf(file.monitor) !== host && file.monitor.kind === 'http');
  const strangers = elsewhere.filter((file) => isForeign(file.monitor)).slice(0, mostElsewhere);
  const own = elsewhere.filter((file) => !isForeign(file.monitor)).slice(0, mostElsewhere);
  const chosen = new Set([...strangers, ...own, ...near, ...behind]);
  return [...chosen]
    .slice(0, mostWitnesses)
    .map((file) => ({ monitor: file.monitor.id, region: sample.region, afterMs: 0 }));
}

const isAble = ({ monitor, lastSample }: MonitorFile, { at, region }: Sample): boolean =>
  witnessKinds.includes(monitor.kind) &&
  !monitor.isPaused &&
  (monitor.regions.length === 0 || monitor.regions.includes(region)) &&
  (lastSample === null || at - lastSample.at > freshMs);
