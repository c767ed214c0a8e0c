import { unixMs } from '../../model/brand.ts';
import type { SeriesPoint } from '../../model/store.ts';
import { emptySketch, mergeSketches, sketchOf, type LogSketch } from '../../protocols/sketch/sketch.ts';
import { printSketch } from '../../protocols/sketch/sketch-text.ts';
import { grainMs, grains, readSeriesName, seriesName, type SeriesKey } from './series-name.ts';

/** So many values of a cell wait to be sketched together, which is quicker than one by one. */
const limits = { namesPerKind: 1_000, cells: 50_000, values: 2_000 } as const;
/** What stands for a name there was no more room for. */
export const otherNames = '(other)';

export interface Counted {
  readonly isFailed: boolean;
  /** Milliseconds, or the figure itself; null: only counted. */
  readonly value: number | null;
}

interface Cell {
  readonly key: SeriesKey;
  readonly minute: number;
  count: number;
  errors: number;
  sum: number;
  values: number[];
  sketch: LogSketch | null;
}

/**
 * Counts and sketches by minute until they are taken. Bounded: beyond 1,000 names of a kind further ones are counted together, so
 * that a program that invents a route per visitor fills no disk.
 */
export class Tally {
  #cells = new Map<string, Cell>();
  readonly #names = new Map<string, Set<string>>();
  /** Names that were counted as `(other)`. */
  overflowing = 0;

  add(key: SeriesKey, atMs: number, { isFailed, value }: Counted): void {
    const cell = this.#cellOf(key, atMs);
    cell.count += 1;
    if (isFailed) cell.errors += 1;
    if (value === null) return;
    cell.sum += value;
    cell.values.push(value);
    if (cell.values.length >= limits.values) {
      cell.sketch = sketchOfCell(cell);
      cell.values = [];
    }
  }

  /** Many at once, as histograms and counters tell them. */
  addMany(
    key: SeriesKey,
    atMs: number,
    many: {
      readonly count: number;
      readonly errors: number;
      readonly sum: number;
      readonly sketch: LogSketch | null;
    },
  ): void {
    const cell = this.#cellOf(key, atMs);
    cell.count += many.count;
    cell.errors += many.errors;
    cell.sum += many.sum;
    if (many.sketch !== null) cell.sketch = mergeSketches(cell.sketch ?? emptySketch, many.sketch);
  }

  /** Everything since the last call, for each grain. */
  take(): readonly SeriesPoint[] {
    const cells = [...this.#cells.values()];
    this.#cells = new Map();
    const points = new Map<string, { point: SeriesPoint; sketch: LogSketch | null }>();
    for (const cell of cells) {
      const own = sketchOfCell(cell);
      for (const grain of grains) {
        const series = seriesName(grain, cell.key);
        const from = Math.floor(cell.minute / grainMs[grain]) * grainMs[grain];
        const before = points.get(`${series}\n${from}`);
        const sketch = joined(before?.sketch ?? null, own);
        const point: SeriesPoint = {
          series,
          from: unixMs(from),
          count: (before?.point.count ?? 0) + cell.count,
          errors: (before?.point.errors ?? 0) + cell.errors,
          sum: (before?.point.sum ?? 0) + cell.sum,
          sketch: null,
        };
        points.set(`${series}\n${from}`, { point, sketch });
      }
    }
    return [...points.values()].map(({ point, sketch }) => ({
      ...point,
      sketch: sketch === null ? null : printSketch(sketch),
    }));
  }

  /** What the store did not take waits here for the next turn; only minutes, the others follow from them. */
  giveBack(points: readonly SeriesPoint[], parse: (text: string) => LogSketch | null): void {
    for (const { series, from, count, errors, sum, sketch } of points) {
      const key = readSeriesName(series);
      if (key?.grain === 'minute')
        this.addMany(key, from, { count, errors, sum, sketch: sketch === null ? null : parse(sketch) });
    }
  }

  #cellOf(given: SeriesKey, atMs: number): Cell {
    const minute = Math.floor(atMs / grainMs.minute) * grainMs.minute;
    const key = this.#bounded(given);
    const name = `${minute} ${seriesName('minute', key)}`;
    const known = this.#cells.get(name);
    if (known !== undefined) return known;
    const cell: Cell = { key, minute, count: 0, errors: 0, sum: 0, values: [], sketch: null };
    if (this.#cells.size < limits.cells) this.#cells.set(name, cell);
    else this.overflowing += 1;
    return cell;
  }

  #bounded(key: SeriesKey): SeriesKey {
    const names = this.#names.get(key.kind) ?? new Set<string>();
    this.#names.set(key.kind, names);
    const name = [key.environment, ...key.parts].join('\t');
    if (names.has(name)) return key;
    if (names.size < limits.namesPerKind) {
      names.add(name);
      return key;
    }
    this.overflowing += 1;
    return { ...key, parts: [...key.parts.slice(0, -1), otherNames] };
  }
}

const sketchOfCell = ({ values, sketch }: Cell): LogSketch | null =>
  values.length === 0 ? sketch : joined(sketch, sketchOf(values));

const joined = (a: LogSketch | null, b: LogSketch | null): LogSketch | null =>
  a === null ? b : b === null ? a : mergeSketches(a, b);
