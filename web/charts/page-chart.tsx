import type { PageChart } from '../../src/model/sections.ts';
import { linesOf } from './lines.ts';

const width = 1000;
const height = 220;
const left = 70;
const foot = 24;
const head = 8;

const xOf = (share: number): number => left + share * (width - left - 10);
const yOf = (share: number): number => head + (1 - share) * (height - head - foot);

/** Lines with both axes; told apart by their dashes, and the figures stand in a table below. */
export function PageChartView({ chart }: { readonly chart: PageChart }) {
  const { title, alt, lines, limit, xTicks, yTicks } = chart;
  return (
    <figure class="evidence">
      <figcaption>{title}</figcaption>
      <svg class="page-chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={alt}>
        {yTicks.map(({ at, label }) => (
          <>
            <line class="grid" x1={left} x2={width - 10} y1={yOf(at)} y2={yOf(at)} />
            <text x={left - 8} y={yOf(at) + 4} text-anchor="end">
              {label}
            </text>
          </>
        ))}
        {xTicks.map(({ at, label }) => (
          <text x={xOf(at)} y={height - 6} text-anchor={at > 0.95 ? 'end' : 'middle'}>
            {label}
          </text>
        ))}
        {limit === null ? null : (
          <>
            <line class="limit" x1={left} x2={width - 10} y1={yOf(limit.y)} y2={yOf(limit.y)} />
            <text class="limit-name" x={width - 12} y={yOf(limit.y) - 5} text-anchor="end">
              {limit.name}
            </text>
          </>
        )}
        {lines.map(({ style, points }) =>
          linesOf(points.map(([x, y]) => ({ x: xOf(x), y: y === null ? null : yOf(y) }))).map((line) => (
            <polyline class={style} points={line} />
          )),
        )}
      </svg>
      <p class="label">{lines.map(({ name, style }) => `${name} (${style})`).join(', ')}</p>
    </figure>
  );
}
