import type { SeriesPointView } from '../../src/server/contract.ts';
import type { InsideRange } from '../../src/server/contract-inside.ts';
import type { DeployMarker } from '../../src/model/monitor.ts';
import { plural, tookText } from '../parts/format.ts';
import { linesOf, type Point } from './lines.ts';

export interface SpeedChartProps {
  readonly series: readonly SeriesPointView[];
  readonly deploys: readonly DeployMarker[];
  readonly range: InsideRange;
  /** What `down` counts, where it is not looks: `failed requests`. */
  readonly failing?: string;
}

const width = 1000;
const height = 160;
const headroom = 1.15;
const hourMs = 3_600_000;
const rangeMs: Readonly<Record<InsideRange, number>> = {
  '1h': hourMs,
  '24h': 24 * hourMs,
  '7d': 7 * 24 * hourMs,
  '30d': 30 * 24 * hourMs,
  '90d': 90 * 24 * hourMs,
};

/** Median and p95 over the whole stretch, outages as bars along the foot, deploys as upright lines. Gaps stay gaps. */
export function SpeedChart({ series, deploys, range, failing = 'down' }: SpeedChartProps) {
  const last = series.at(-1);
  if (last === undefined) return <p class="muted">Nothing was seen in this stretch yet.</p>;
  const slowest = Math.max(1, ...series.map(({ p95Ms }) => p95Ms ?? 0)) * headroom;
  const start = last.from - rangeMs[range];
  const x = (at: number): number => ((at - start) / rangeMs[range]) * width;
  const points = (pick: (point: SeriesPointView) => number | null): readonly Point[] =>
    series.map((point) => {
      const ms = pick(point);
      return { x: x(point.from), y: ms === null ? null : height - (ms / slowest) * height };
    });
  return (
    <figure>
      <svg
        class="chart"
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={saidAs({ series, deploys, range, failing })}
      >
        {series
          .filter(({ down }) => down > 0)
          .map(({ from }) => (
            <rect class="bar-bad" x={x(from) - 4} y={height - 16} width="4" height="16" />
          ))}
        {deploys
          .filter(({ at }) => at >= start)
          .map(({ at }) => (
            <line class="deploy" x1={Math.min(width, x(at))} x2={Math.min(width, x(at))} y1="0" y2={height} />
          ))}
        {linesOf(points(({ p95Ms }) => p95Ms)).map((line) => (
          <polyline class="p95" points={line} />
        ))}
        {linesOf(points(({ p50Ms }) => p50Ms)).map((line) => (
          <polyline points={line} />
        ))}
      </svg>
      <figcaption class="label">
        Top of the chart: {tookText(slowest)}. Solid: median; dashed: p95; bars at the foot: {failing};
        upright lines: deploys.
      </figcaption>
    </figure>
  );
}

function saidAs({ series, deploys, range, failing = 'down' }: SpeedChartProps): string {
  const known = series.flatMap(({ p50Ms }) => (p50Ms === null ? [] : [p50Ms]));
  const speed =
    known.length === 0
      ? 'no speeds known'
      : `medians from ${tookText(Math.min(...known))} to ${tookText(Math.max(...known))}`;
  const down = series.filter((point) => point.down > 0).length;
  return `Speed over ${range}: ${speed}; ${failing} in ${down} of ${series.length} stretches; ${plural(deploys.length, 'deploy')}`;
}
