/** A stretch of time in which the offered rate stays or moves in a straight line. */
export interface LoadSegment {
  /** `warm-up`, `ramp`, `steady`, `spike`, `step 3`; names the row of the report. */
  readonly label: string;
  /** Requests per second at its begin and its end. */
  readonly fromRate: number;
  readonly toRate: number;
  readonly durationMs: number;
  /** Counted in the verdict; connections, caches and compilers warm up in the others. */
  readonly isMeasured: boolean;
}
export type LoadShape = readonly LoadSegment[];

export const maxSegments = 100;

/** Half the rate rising to all of it, not measured, then the rate held. */
export function steadyShape(rate: number, durationMs: number, warmUpMs: number): LoadShape {
  return [...warmUp(rate, warmUpMs), held('steady', rate, durationMs)];
}

/** The measured segments cut into as many equal parts, so that one run can be compared with another. */
export const inRounds = (shape: LoadShape, rounds: number): LoadShape =>
  shape.flatMap((segment) =>
    segment.isMeasured && rounds > 1
      ? Array.from({ length: rounds }, (_, at) =>
          held(`round ${at + 1}`, segment.toRate, segment.durationMs / rounds),
        )
      : [segment],
  );

/** From almost nothing to the rate in a straight line, all of it measured. */
export const rampShape = (rate: number, durationMs: number): LoadShape => [
  { label: 'ramp', fromRate: rate / 20, toRate: rate, durationMs, isMeasured: true },
];

/** Held, `factor` times as much for a fifth of the time, held again: does it come back? */
export function spikeShape(
  rate: number,
  durationMs: number,
  options: { readonly warmUpMs: number; readonly factor: number },
): LoadShape {
  return [
    ...warmUp(rate, options.warmUpMs),
    held('before the spike', rate, durationMs * 0.4),
    held('spike', rate * options.factor, durationMs * 0.2),
    held('after the spike', rate, durationMs * 0.4),
  ];
}

/** Rates that grow by half up to `maxRate`, each held as long: whoever runs them stops at the first that does not hold. */
export function stepShape(
  rate: number,
  stepMs: number,
  options: { readonly warmUpMs: number; readonly maxRate: number },
): LoadShape {
  const rates: number[] = [];
  for (let next = rate; next < options.maxRate && rates.length < maxSegments - 2; next *= stepFactor)
    rates.push(next);
  const all = [...rates, options.maxRate];
  return [...warmUp(rate, options.warmUpMs), ...all.map((each, at) => held(`step ${at + 1}`, each, stepMs))];
}

const stepFactor = 1.5;

/** Requests the shape offers in all: the area under it. */
export const offeredCount = (shape: LoadShape): number =>
  shape.reduce((sum, each) => sum + offeredIn(each), 0);

export const offeredIn = ({ fromRate, toRate, durationMs }: LoadSegment): number =>
  (((fromRate + toRate) / 2) * durationMs) / 1000;

export const peakRate = (shape: LoadShape): number =>
  Math.max(0, ...shape.flatMap(({ fromRate, toRate }) => [fromRate, toRate]));

export const shapeMs = (shape: LoadShape): number =>
  shape.reduce((sum, { durationMs }) => sum + durationMs, 0);

const held = (label: string, rate: number, durationMs: number): LoadSegment => ({
  label,
  fromRate: rate,
  toRate: rate,
  durationMs,
  isMeasured: true,
});

const warmUp = (rate: number, durationMs: number): LoadShape =>
  durationMs <= 0
    ? []
    : [{ label: 'warm-up', fromRate: rate / 2, toRate: rate, durationMs, isMeasured: false }];
