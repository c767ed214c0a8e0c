import type { Manifest } from '../../model/manifest.ts';
import type { Monitor, MonitorKind, Probe, ProbeContext, Sample } from '../../model/monitor.ts';
import type { Outside } from '../../model/outside.ts';
import { traceLine } from '../../model/trace.ts';
import { mayBeOwnNetwork } from '../probing/broken.ts';
import { noPhases } from '../probing/sample.ts';

export interface ProbeRunnerParts {
  readonly outside: Outside;
  readonly region: string;
  readonly manifest: () => Manifest;
  readonly probes: ReadonlyMap<MonitorKind, Pick<Probe, 'run'>>;
  readonly rooms: Pick<ProbeContext, 'journeys' | 'mailFlow' | 'beats'>;
  readonly isConnected: () => Promise<boolean>;
  readonly onTrouble: (sentence: string) => void;
}

/** The probe ends itself first; this is for what does not. */
const graceMs = 250;

/** Runs one probe and never throws. A failure seen while our own network is gone comes back as unknown. */
export async function runProbe(
  parts: ProbeRunnerParts,
  job: { readonly monitor: Monitor; readonly isResumptionAllowed: boolean },
  signal: AbortSignal,
): Promise<Sample> {
  const { outside, region } = parts;
  const { monitor } = job;
  const at = outside.clock.now();
  const trace = newTrace(outside);
  const probe = parts.probes.get(monitor.kind);
  if (probe === undefined) return unknown({ monitor, region, at }, `No probe looks at ${monitor.kind}`);
  try {
    using deadline = outside.clock.deadline(monitor.timeoutMs + graceMs, signal);
    const sample = await probe.run({
      monitor,
      region,
      outside,
      manifest: parts.manifest(),
      signal: deadline.signal,
      traceparent: trace.parent,
      isResumptionAllowed: job.isResumptionAllowed,
      ...parts.rooms,
    });
    return await ownOrTheirs(parts, withTrace(sample, trace.id));
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    parts.onTrouble(`The probe of ${monitor.id} broke: ${why}`);
    return unknown({ monitor, region, at }, `The probe itself broke: ${why}`);
  }
}

async function ownOrTheirs(parts: ProbeRunnerParts, sample: Sample): Promise<Sample> {
  if (sample.outcome !== 'down' || !mayBeOwnNetwork(sample.layer, sample.code)) return sample;
  if (await parts.isConnected()) return sample;
  return {
    ...sample,
    outcome: 'unknown',
    layer: 'own-network',
    code: 'own-network',
    message:
      `The probe reaches none of its own references either, so this says nothing: ${sample.message}`.slice(
        0,
        300,
      ),
  };
}

const unknown = (
  { monitor, region, at }: { readonly monitor: Monitor; readonly region: string; readonly at: Sample['at'] },
  message: string,
): Sample => ({
  monitor: monitor.id,
  region,
  at,
  outcome: 'unknown',
  totalMs: null,
  phases: noPhases,
  layer: null,
  code: 'probe-failed',
  message: message.slice(0, 300),
  address: null,
  isResumed: false,
  lagMs: 0,
  evidence: [],
});

/** W3C Trace Context level 1: version 00, random ids, sampled. */
function newTrace({ random }: Outside): { readonly id: string; readonly parent: string } {
  const hex = Buffer.from(random.bytes(24)).toString('hex');
  const id = hex.slice(0, 32);
  return { id, parent: `00-${id}-${hex.slice(32)}-01` };
}

const reached: readonly Sample['layer'][] = ['http', 'content', 'journey'];

/** A failure that reached the product has a span there: its trace is part of what we saw. */
function withTrace(sample: Sample, id: string): Sample {
  const hasFailed = sample.outcome === 'down' || sample.outcome === 'degraded';
  if (!hasFailed || !reached.includes(sample.layer)) return sample;
  return { ...sample, evidence: [...sample.evidence, `${traceLine}${id}`] };
}
