/** A figure measured with so much data in the store. */
export interface GrowthPoint {
  readonly size: number;
  readonly p95Ms: number;
}

export type GrowthClass = 'flat' | 'logarithmic' | 'linear' | 'worse';

export interface Growth {
  readonly class: GrowthClass;
  /** Of the class: ms (flat), ms per doubling (logarithmic), ms per 1,000 (linear); null for `worse`. */
  readonly slope: number | null;
  /** Share of the variance the fit explains, 0 to 1. */
  readonly fit: number;
  /** Size at which the fit passes the budget; null when it never does within a thousand times the largest size measured. */
  readonly breaksAtSize: number | null;
  /** The size lies beyond what was measured. */
  readonly isExtrapolated: boolean;
}

export const minGrowthPoints = 4;
const reach = 1000;
/** Less than this rise from the smallest to the largest size is no growth anybody pays for. */
const flatRise = 0.1;
/** F(1, n) at 1 %, on the safe side for 4 to 12 points. */
const significance = 12;
/** A more steeply growing class must explain this much better than a calmer one. */
const betterBy = 0.8;

interface Model {
  readonly class: GrowthClass;
  readonly of: (size: number) => number;
}
/** Calmest first. */
const models: readonly Model[] = [
  { class: 'logarithmic', of: (n) => Math.log2(n) },
  { class: 'linear', of: (n) => n },
  { class: 'worse', of: (n) => n * Math.log2(n) },
  { class: 'worse', of: (n) => n ** 1.5 },
  { class: 'worse', of: (n) => n ** 2 },
  { class: 'worse', of: (n) => n ** 3 },
];

/**
 * The class whose curve `a + b f(n)` lies closest, in relative error: noise of latencies grows with them. Null with
 * fewer than four sizes, or figures that are not above 0.
 */
export function growthOf(points: readonly GrowthPoint[], budgetMs: number): Growth | null {
  const usable = points.filter(({ size, p95Ms }) => size >= 1 && p95Ms > 0 && Number.isFinite(p95Ms));
  const sizes = new Set(usable.map(({ size }) => size));
  if (sizes.size < minGrowthPoints || usable.length !== points.length) return null;
  const flat = fitFlat(usable);
  const fits = models.map((model) => fitModel(model, usable)).filter(({ b }) => b > 0);
  const best = fits.reduce<Fit | null>(
    (found, each) => (found === null || each.error < found.error * betterBy ? each : found),
    null,
  );
  const largest = Math.max(...sizes);
  if (best === null || isFlat(flat, best, usable)) {
    const isOver = flat.a > budgetMs;
    return {
      class: 'flat',
      slope: 0,
      fit: 1,
      breaksAtSize: isOver ? Math.min(...sizes) : null,
      isExtrapolated: false,
    };
  }
  const breaksAtSize = sizeAt(best, budgetMs, largest * reach);
  return {
    class: best.model.class,
    slope: slopeOf(best),
    fit: Math.max(0, 1 - best.error / Math.max(flat.error, Number.MIN_VALUE)),
    breaksAtSize,
    isExtrapolated: breaksAtSize !== null && breaksAtSize > largest,
  };
}

interface Fit {
  readonly model: Model;
  readonly a: number;
  readonly b: number;
  /** Sum of squared relative errors. */
  readonly error: number;
}

function isFlat(flat: { readonly error: number }, best: Fit, points: readonly GrowthPoint[]): boolean {
  const sizes = points.map(({ size }) => size);
  const first = valueOf(best, Math.min(...sizes));
  const rise = valueOf(best, Math.max(...sizes)) / Math.max(first, 1e-9) - 1;
  const noise = Math.max(best.error / (points.length - 2), 1e-12);
  return rise < flatRise || (flat.error - best.error) / noise < significance;
}

function fitFlat(points: readonly GrowthPoint[]): { readonly a: number; readonly error: number } {
  const weights = points.map(({ p95Ms }) => 1 / p95Ms ** 2);
  const total = sum(weights);
  const a = sum(points.map(({ p95Ms }, at) => p95Ms * (weights[at] ?? 0))) / total;
  return { a, error: sum(points.map(({ p95Ms }) => (a / p95Ms - 1) ** 2)) };
}

/** Weighted least squares with weights 1/y²; the fixed part is not below 0, because no server answers before it is asked. */
function fitModel(model: Model, points: readonly GrowthPoint[]): Fit {
  const rows = points.map(({ size, p95Ms }) => ({ x: model.of(size), y: p95Ms, w: 1 / p95Ms ** 2 }));
  const total = sum(rows.map(({ w }) => w));
  const meanX = sum(rows.map(({ x, w }) => x * w)) / total;
  const meanY = sum(rows.map(({ y, w }) => y * w)) / total;
  const across = sum(rows.map(({ x, w }) => w * (x - meanX) ** 2));
  const b = sum(rows.map(({ x, y, w }) => w * (x - meanX) * (y - meanY))) / across;
  const a = meanY - b * meanX;
  const line = a >= 0 || model.class === 'logarithmic' ? { a, b } : { a: 0, b: throughZero(rows) };
  const error = sum(rows.map(({ x, y }) => ((line.a + line.b * x) / y - 1) ** 2));
  return { model, ...line, error };
}

const throughZero = (
  rows: readonly { readonly x: number; readonly y: number; readonly w: number }[],
): number => sum(rows.map(({ x, y, w }) => w * x * y)) / sum(rows.map(({ x, w }) => w * x * x));

const valueOf = ({ model, a, b }: Fit, size: number): number => a + b * model.of(size);

function slopeOf({ model, b }: Fit): number | null {
  if (model.class === 'worse') return null;
  return model.class === 'linear' ? b * 1000 : b;
}

/** Smallest whole size over the budget by bisection; the fit rises, so there is one place. */
function sizeAt(fit: Fit, budgetMs: number, limit: number): number | null {
  if (valueOf(fit, limit) <= budgetMs) return null;
  let [under, over] = [0, limit];
  while (over - under > 1) {
    const middle = Math.floor((under + over) / 2);
    if (middle < 1 || valueOf(fit, middle) <= budgetMs) under = Math.max(middle, under + 1);
    else over = middle;
  }
  return Math.ceil(over);
}

const sum = (figures: readonly number[]): number => figures.reduce((total, each) => total + each, 0);
