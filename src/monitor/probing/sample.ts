import type { UnixMs } from '../../model/brand.ts';
import type { FailureLayer, ProbeContext, Sample, SamplePhases } from '../../model/monitor.ts';

export const noPhases: SamplePhases = {
  dnsMs: null,
  connectMs: null,
  tlsMs: null,
  firstByteMs: null,
  bodyMs: null,
};

const maxMessage = 300;
const maxEvidence = 20;
const maxEvidenceLine = 300;

/** When a look began, by both clocks. */
export interface Begun {
  readonly at: UnixMs;
  readonly fromMs: number;
}
export const begin = ({ outside }: ProbeContext): Begun => ({
  at: outside.clock.now(),
  fromMs: outside.clock.monotonicMs(),
});

export type SampleParts = Partial<
  Pick<Sample, 'phases' | 'totalMs' | 'layer' | 'code' | 'address' | 'isResumed' | 'evidence'>
> &
  Pick<Sample, 'outcome' | 'message'>;

/** A whole sample from what a probe learned. Texts are bounded and on one line; `lagMs` is added by the watch loop. */
export function sampleFrom(context: ProbeContext, begun: Begun, parts: SampleParts): Sample {
  return {
    monitor: context.monitor.id,
    region: context.region,
    at: begun.at,
    outcome: parts.outcome,
    totalMs: parts.totalMs === undefined ? context.outside.clock.monotonicMs() - begun.fromMs : parts.totalMs,
    phases: parts.phases ?? noPhases,
    layer: parts.layer ?? null,
    code: parts.code ?? null,
    message: oneLine(parts.message, maxMessage),
    address: parts.address ?? null,
    isResumed: parts.isResumed ?? false,
    lagMs: 0,
    evidence: (parts.evidence ?? []).slice(0, maxEvidence).map((line) => oneLine(line, maxEvidenceLine)),
  };
}

/** A failure as a probe states it. */
export interface Broken {
  readonly layer: FailureLayer;
  readonly code: string;
  readonly message: string;
}

/** Control characters, line breaks among them, become spaces: what was watched is hostile text. */
export const oneLine = (text: string, max: number): string => {
  // oxlint-disable-next-line no-control-regex
  const flat = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim();
  return flat.length > max ? `${flat.slice(0, max - 1)}…` : flat;
};
