import type { SeriesPointView } from '../../src/server/contract.ts';
import type { DeployMarker } from '../../src/model/monitor.ts';
import { tookText } from '../parts/format.ts';

export interface SpeedChartProps {
  readonly series: readonly SeriesPointView[];
  readonly deploys: readonly DeployMarker[];
  readonly range: string;
}

const width = 1000;
const height = 160;
const headroom = 1.15;

/** Median and p95 over time, outages as bars along the foot, deploys as upright lines. */
export function SpeedChart({ series, deploys, range }: SpeedChartProps) {
  const [first] = series;
  const last = series.at(-1);
  if (first === undefined || last === undefined) return <p class="muted">No looks in this stretch yet.</p>;
  const slowest = Math.max(1, ...series.map(({ p95Ms }) => p95Ms ?? 0)) * headroom;
  const x = (at: number): number => ((at - first.from) / Math.max(1, last.from - first.from)) * width;
  const y = (ms: number): number => height - (ms / slowest) * height;
  const line = (pick: (point: SeriesPointView) => number | null): string =>
    series.flatMap((point) => placed(x(point.from), pick(point), y)).join(' ');
  const lost = series.filter(({ down }) => down > 0);
  return (
    <figure>
      <svg
        class="chart"
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={saidAs({ series, deploys, range })}
      >
        {lost.map(({ from }) => (
          <rect class="bar-bad" x={x(from) - 3} y={height - 16} width="6" height="16" />
        ))}
        {deploys
          .filter(({ at }) => at >= first.from && at <= last.from)
          .map(({ at }) => (
            <line class="deploy" x1={x(at)} x2={x(at)} y1="0" y2={height} />
          ))}
        <polyline class="p95" points={line(({ p95Ms }) => p95Ms)} />
        <polyline points={line(({ p50Ms }) => p50Ms)} />
      </svg>
      <figcaption class="label">
        Top of the chart: {tookText(slowest)}. Solid: median; dashed: p95; bars at the foot: down; upright
        lines: deploys.
      </figcaption>
    </figure>
  );
}

const placed = (x: number, ms: number | null, y: (ms: number) => number): readonly string[] =>
  ms === null ? [] : [`${x.toFixed(1)},${y(ms).toFixed(1)}`];

function saidAs({ series, deploys, range }: SpeedChartProps): string {
  const known = series.flatMap(({ p50Ms }) => (p50Ms === null ? [] : [p50Ms]));
  const speed =
    known.length === 0
      ? 'no speeds known'
      : `medians from ${tookText(Math.min(...known))} to ${tookText(Math.max(...known))}`;
  const down = series.filter((point) => point.down > 0).length;
  return `Speed over ${range}: ${speed}; down in ${down} of ${series.length} stretches; ${deploys.length} deploys`;
}
