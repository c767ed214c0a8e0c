/** One route before and after, in rounds of equal load. Milliseconds. */
export interface RouteComparison {
  readonly beforeMs: number;
  readonly afterMs: number;
  /** After by before: 1.2 is a fifth slower. */
  readonly ratio: number;
  /** How often rounds that differ by chance alone would be at least this far apart, in this direction. */
  readonly chance: number;
  /** How far the rounds of one run lie apart, as a share of their median: what is smaller than this cannot be seen. */
  readonly noise: number;
  readonly verdict: 'slower' | 'faster' | 'same' | 'unknown';
  /** One sentence with the figures. */
  readonly text: string;
}

export interface CompareOptions {
  /** 0.1: a change of a tenth is none. */
  readonly tolerance: number;
  /** Rounds were run in turn, before and after side by side: what slowed the machine slowed both. */
  readonly isPaired: boolean;
  /** How often chance alone may be called a change, 0 to 1; `chanceFor` shares it among several routes. */
  readonly significance: number;
}

export const minRounds = 4;
const falseAlarms = 0.02;
/** Nobody feels less, and timers of a busy machine err by as much. */
const minChangeMs = 5;

/**
 * p95 of each round. In turn: sign-flip permutation test of the differences of logarithms (Fisher's randomisation). Else: exact
 * rank-sum test (Wilcoxon 1945; Mann and Whitney 1947). Neither assumes how latencies are spread. `unknown` with fewer than four rounds.
 */
export function compareRoute(
  before: readonly number[],
  after: readonly number[],
  options: CompareOptions,
): RouteComparison {
  const [beforeMs, afterMs] = [median(before), median(after)];
  const ratio = afterMs / beforeMs;
  const noise = Math.max(spread(before), spread(after));
  const figures = { beforeMs, afterMs, ratio, noise };
  const isPaired = options.isPaired && before.length === after.length;
  if (Math.min(before.length, after.length) < minRounds || !(beforeMs > 0) || !(afterMs > 0))
    return {
      ...figures,
      chance: 1,
      verdict: 'unknown',
      text: `Fewer than ${minRounds} rounds count: nothing can be said.`,
    };
  const isUp = ratio >= 1;
  const chance = isPaired
    ? signFlipChance(before.map((each, at) => Math.log((after[at] ?? each) / each) * (isUp ? 1 : -1)))
    : isUp
      ? rankSumChance(before, after)
      : rankSumChance(after, before);
  const isFelt = Math.abs(afterMs - beforeMs) >= minChangeMs;
  const isFar = isUp ? ratio >= 1 + options.tolerance : ratio <= 1 / (1 + options.tolerance);
  const isReal = isFelt && isFar && chance <= options.significance;
  const verdict = isReal ? (isUp ? 'slower' : 'faster') : 'same';
  return { ...figures, chance, verdict, text: textOf(verdict, { ...figures, chance }) };
}

/** One wrong alarm in fifty runs, however many routes are compared (Bonferroni). */
export const chanceFor = (routes: number): number => falseAlarms / Math.max(1, routes);

function textOf(
  verdict: 'slower' | 'faster' | 'same',
  { beforeMs, afterMs, ratio, chance, noise }: Omit<RouteComparison, 'verdict' | 'text'>,
): string {
  const figures = `p95 ${round(beforeMs)} ms before, ${round(afterMs)} ms after`;
  const change = `${Math.round(Math.abs(ratio - 1) * 100)} %`;
  if (verdict === 'same')
    return `No change that counts: ${figures}; rounds of one run differ by ${Math.round(noise * 100)} %.`;
  const odds = chance < 0.001 ? 'less than 1 in 1000' : `1 in ${Math.round(1 / chance)}`;
  return `${change} ${verdict}: ${figures}; by chance ${odds}.`;
}

const round = (ms: number): string => String(Number(ms.toPrecision(3)));

export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}

const spread = (figures: readonly number[]): number =>
  figures.length === 0 ? 0 : (Math.max(...figures) - Math.min(...figures)) / Math.max(median(figures), 1e-9);

const maxPairs = 16;

/** Share of all ways to turn signs whose sum is at least the observed one. */
function signFlipChance(differences: readonly number[]): number {
  const used = differences.slice(0, maxPairs);
  const sum = total(used);
  const ways = 2 ** used.length;
  let asFar = 0;
  for (let way = 0; way < ways; way += 1) {
    const flipped = used.reduce((sofar, each, at) => sofar + ((way >> at) & 1 ? -each : each), 0);
    if (flipped >= sum - 1e-12) asFar += 1;
  }
  return asFar / ways;
}

const maxPerSide = 20;

/**
 * Chance that the ranks of `high` sum up to at least what they do when both come from one distribution. Counts selections by size
 * and doubled rank sum, so that ties get their middle ranks: exact, and quadratic instead of exponential.
 */
function rankSumChance(low: readonly number[], high: readonly number[]): number {
  const [a, b] = [low.slice(0, maxPerSide), high.slice(0, maxPerSide)];
  const sorted = [...a, ...b].toSorted((x, y) => x - y);
  const doubledRank = (value: number): number => sorted.indexOf(value) + sorted.lastIndexOf(value) + 2;
  const observed = total(b.map(doubledRank));
  let ways = new Map<string, number>([['0 0', 1]]);
  for (const value of sorted) {
    const next = new Map(ways);
    for (const [key, count] of ways) {
      const [size = 0, sum = 0] = key.split(' ').map(Number);
      if (size >= b.length) continue;
      const with_ = `${size + 1} ${sum + doubledRank(value)}`;
      next.set(with_, (next.get(with_) ?? 0) + count);
    }
    ways = next;
  }
  let [all, asFar] = [0, 0];
  for (const [key, count] of ways) {
    const [size = 0, sum = 0] = key.split(' ').map(Number);
    if (size !== b.length) continue;
    all += count;
    if (sum >= observed) asFar += count;
  }
  return asFar / all;
}

const total = (figures: readonly number[]): number => figures.reduce((sum, each) => sum + each, 0);
