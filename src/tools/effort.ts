import type { EffortBandId, HourRange } from '../model/sprint.ts';

export interface EffortBand {
  readonly id: EffortBandId;
  readonly about: string;
  readonly lowMinutes: number;
  readonly highMinutes: number;
}

export const effortBands: readonly EffortBand[] = [
  { id: 'S', about: 'up to half an hour', lowMinutes: 10, highMinutes: 30 },
  { id: 'M', about: 'half an hour to two hours', lowMinutes: 30, highMinutes: 120 },
  { id: 'L', about: 'two to four hours', lowMinutes: 120, highMinutes: 240 },
  { id: 'XL', about: 'half a day to a day', lowMinutes: 240, highMinutes: 480 },
];

/** The band a check's estimate falls in. */
export function effortBand(minutes: number): EffortBand {
  const found = effortBands.find(({ highMinutes }) => minutes <= highMinutes) ?? effortBands.at(-1);
  if (found === undefined) throw new Error('there are no bands');
  return found;
}

/** The hours of work in these bands, one after the other. */
export function hoursOf(bands: readonly EffortBandId[]): HourRange {
  const all = bands.flatMap((id) => effortBands.filter((band) => band.id === id));
  const sum = (pick: (band: EffortBand) => number): number =>
    Math.ceil(all.reduce((total, band) => total + pick(band), 0) / 30) / 2;
  return { low: sum(({ lowMinutes }) => lowMinutes), high: sum(({ highMinutes }) => highMinutes) };
}
