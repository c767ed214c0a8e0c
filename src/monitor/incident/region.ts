import type { Monitor, Sample } from '../../model/monitor.ts';
import type { RegionState } from './machine.ts';

/** Figures taken while the probe's own loop was later than this are not taken at their word (milliseconds). */
export const trustedLagMs = 5;
/** Waits of one look that can each end late by that much: names, connections and answers over a few redirects. */
const waitsPerLook = 12;
/** A time-out under more lag than this may be the probe's own fault. */
const guiltyLagMs = 500;

/** A sample that says nothing about the product: the probe could not look, or could not look properly. */
export const isInconclusive = (sample: Sample): boolean =>
  sample.outcome === 'unknown' ||
  sample.layer === 'own-network' ||
  (sample.outcome === 'down' && sample.code === 'timed-out' && sample.lagMs > guiltyLagMs);

/** Slowness is told later than failure: three in a row at least. Other warnings (a certificate near its end) are told at once. */
const minSlows = 3;

/** Too slow by more than our own lateness explains; a warning that measures no time is believed as it is. */
const isSurelySlow = ({ code, lagMs, totalMs }: Sample, { slowMs }: Monitor): boolean =>
  code !== 'slow' ||
  lagMs <= trustedLagMs ||
  (slowMs !== null && totalMs !== null && totalMs - lagMs * waitsPerLook > slowMs);

/** The next state of a region. An inconclusive sample breaks a row of failures but never makes a region good again. */
export function withSample(region: RegionState, sample: Sample, monitor: Monitor): RegionState {
  if (isInconclusive(sample)) return inconclusive(region);
  if (sample.outcome === 'down') return failed(region, sample, monitor);
  if (sample.outcome === 'degraded' && !isSurelySlow(sample, monitor)) {
    // It answered, and that is all this says: slowness seen before stays as it was.
    const { slows, slowSince, isSlow } = region;
    return { ...answered(region, { ...sample, outcome: 'up' }, monitor), slows, slowSince, isSlow };
  }
  return answered(region, sample, monitor);
}

const inconclusive = (region: RegionState): RegionState => ({
  ...region,
  outcome: 'unknown',
  goods: 0,
  ...(region.isDown ? {} : { failures: 0, failingSince: null }),
});

function failed(region: RegionState, sample: Sample, monitor: Monitor): RegionState {
  const failures = region.failures + 1;
  return {
    ...region,
    outcome: 'down',
    failures,
    goods: 0,
    slows: 0,
    slowSince: null,
    lastAt: sample.at,
    failingSince: region.failingSince ?? sample.at,
    isDown: region.isDown || failures >= Math.max(1, monitor.failuresBeforeAlert),
    layer: sample.layer,
    code: sample.code,
    message: sample.message,
  };
}

function answered(region: RegionState, sample: Sample, monitor: Monitor): RegionState {
  const goods = region.goods + 1;
  const isSlowNow = sample.outcome === 'degraded';
  const slows = isSlowNow ? region.slows + 1 : 0;
  const isDown = region.isDown && goods < Math.max(1, monitor.goodBeforeRecovery);
  const isRecovered = !isSlowNow && goods >= Math.max(1, monitor.goodBeforeRecovery);
  const isSlow = region.isSlow
    ? isSlowNow || !isRecovered
    : slows >= (sample.code === 'slow' ? Math.max(minSlows, monitor.failuresBeforeAlert) : 1);
  return {
    outcome: sample.outcome,
    failures: 0,
    slows,
    goods,
    lastAt: sample.at,
    failingSince: isDown ? region.failingSince : null,
    slowSince: isSlow || isSlowNow ? (region.slowSince ?? sample.at) : null,
    isDown,
    isSlow,
    layer: isSlowNow ? sample.layer : null,
    code: isSlowNow ? sample.code : null,
    message: sample.message,
  };
}
