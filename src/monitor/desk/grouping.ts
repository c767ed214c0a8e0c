import type { UnixMs } from '../../model/brand.ts';
import type { Incident, Monitor, Sample } from '../../model/monitor.ts';
import { hostOf } from '../cause/clue.ts';

/** An open incident with what its monitor looks at and last saw. */
export interface OpenCase {
  readonly incident: Incident;
  readonly monitor: Monitor;
  readonly failure: Sample | null;
}

/** Failures that begin within this time of each other may be one. */
const togetherMs = 5 * 60_000;

/**
 * The open incident that a new failure belongs to, so that one cause makes one alarm: the same host failing in the same way, or the
 * same address, or the same words from the same kind of server. Null when it stands for itself.
 */
export function joins(
  fresh: { readonly monitor: Monitor; readonly failure: Sample; readonly now: UnixMs },
  open: readonly OpenCase[],
): Incident | null {
  const found = open.find(
    ({ incident, monitor, failure }) =>
      monitor.id !== fresh.monitor.id &&
      failure !== null &&
      fresh.now - incident.detectedAt <= togetherMs &&
      isSameFailure(fresh, { monitor, failure }),
  );
  return found?.incident ?? null;
}

interface Seen {
  readonly monitor: Monitor;
  readonly failure: Sample;
}

function isSameFailure(a: Seen, b: Seen): boolean {
  if (a.failure.layer !== b.failure.layer || a.failure.layer === null) return false;
  const isSameHost = hostOf(a.monitor) === hostOf(b.monitor);
  switch (a.failure.layer) {
    case 'dns':
      return isSameHost || zoneOf(a.monitor) === zoneOf(b.monitor);
    case 'tls':
      return isSameHost && a.failure.code === b.failure.code;
    case 'connect':
      return isSameHost || isSameAddress(a.failure, b.failure);
    case 'http':
      return a.failure.code === b.failure.code && (isSameHost || isSameAddress(a.failure, b.failure));
    case 'own-network':
      return true;
    case 'mail':
      return a.failure.code === b.failure.code;
    case 'content':
    case 'journey':
    case 'heartbeat':
      return false;
  }
}

const isSameAddress = (a: Sample, b: Sample): boolean => a.address !== null && a.address === b.address;

/** Good enough for telling one product's names: the last two labels. */
const zoneOf = (monitor: Monitor): string => hostOf(monitor).split('.').slice(-2).join('.');
