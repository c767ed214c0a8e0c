import type { PageChart } from '../../model/sections.ts';

export interface ChartLine {
  readonly name: string;
  readonly style: PageChart['lines'][number]['style'];
  /** Null is a gap. */
  readonly points: readonly (readonly [x: number, y: number | null])[];
}

export interface ChartRange {
  readonly title: string;
  readonly xTicks: readonly { readonly value: number; readonly label: string }[];
  readonly limit: { readonly value: number; readonly name: string } | null;
  readonly yName: (value: number) => string;
}

const headroom = 1.1;

/** Figures as shares of the plot. The vertical axis begins at 0: half as high is half as long. */
export function chartOf(lines: readonly ChartLine[], range: ChartRange): PageChart | null {
  const xs = [
    ...lines.flatMap(({ points }) => points.map(([x]) => x)),
    ...range.xTicks.map(({ value }) => value),
  ];
  const ys = lines.flatMap(({ points }) => points.flatMap(([, y]) => (y === null ? [] : [y])));
  if (ys.length === 0) return null;
  const [least, most] = [Math.min(...xs), Math.max(...xs)];
  const top = Math.max(...ys, range.limit?.value ?? 0) * headroom || 1;
  const x = (value: number): number => (most === least ? 0.5 : (value - least) / (most - least));
  const highest = Math.max(...ys);
  return {
    title: range.title,
    alt: `${range.title}: ${lines.map(({ name }) => name).join(', ')}; at most ${range.yName(highest)}${range.limit === null ? '' : `, ${range.limit.name}`}`,
    lines: lines.map(({ name, style, points }) => ({
      name,
      style,
      points: points.map(([at, y]) => [x(at), y === null ? null : y / top] as const),
    })),
    limit: range.limit === null ? null : { y: range.limit.value / top, name: range.limit.name },
    xTicks: range.xTicks.map(({ value, label }) => ({ at: x(value), label })),
    yTicks: ticks(top).map((value) => ({ at: value / top, label: range.yName(value) })),
  };
}

/** Three to six round figures from 0 up. */
function ticks(top: number): readonly number[] {
  const rough = top / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? rough;
  return Array.from({ length: Math.floor(top / step) + 1 }, (_, at) => at * step);
}
