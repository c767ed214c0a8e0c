import { unixMs } from '../../../model/brand.ts';
import type { SeriesPoint, Store } from '../../../model/store.ts';
import {
  readSeriesName,
  seriesPrefix,
  type Grain,
  type SeriesKey,
} from '../../../ingest/inside/series-name.ts';

export interface ReadPoint extends Omit<SeriesPoint, 'series'> {
  readonly key: SeriesKey;
}

export interface SeriesQuery extends Pick<SeriesKey, 'kind' | 'environment'> {
  readonly grain: Grain;
  /** First parts of the names wanted; default all. */
  readonly parts?: readonly string[];
  readonly from: number;
  readonly to: number;
}

/** What the store gives at most at once. */
const pageRows = 10_000;
const maxSlices = 64;

/** Every point of a stretch. Long ones are read in slices, at most 64 of them. */
export async function readSeries(
  store: Pick<Store, 'events'>,
  query: SeriesQuery,
): Promise<readonly ReadPoint[]> {
  const waiting = [{ from: query.from, to: query.to }];
  const found: SeriesPoint[] = [];
  const prefix = seriesPrefix(query.grain, { ...query, parts: query.parts ?? [] });
  for (let slices = 0; slices < maxSlices; slices += 1) {
    const slice = waiting.pop();
    if (slice === undefined) break;
    const { from, to } = slice;
    const rows = await store.events.series({ prefix, from: unixMs(from), to: unixMs(to), limit: pageRows });
    const middle = Math.floor((from + to) / 2);
    if (rows.length >= pageRows && middle > from) waiting.push({ from: middle, to }, { from, to: middle });
    else found.push(...rows);
  }
  return found.flatMap(({ series, ...point }) => {
    const key = readSeriesName(series);
    return key === null ? [] : [{ ...point, key }];
  });
}
