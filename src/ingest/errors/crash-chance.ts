interface Crashes {
  readonly visits: number;
  readonly crashed: number;
}

/** Terms of the sum; beyond, its normal approximation is as good. */
const maxTerms = 20_000;

/**
 * Chance that so many crashes or more fall on `one` if both crash equally often: given all crashes together, those of `one` are
 * binomial by its share of the visits (the conditional test of two Poisson rates, Przyborowski and Wilenski 1940).
 */
export function chanceOfSoMany(one: Crashes, other: Crashes): number {
  const all = one.crashed + other.crashed;
  const share = one.visits / (one.visits + other.visits);
  if (all === 0 || share === 0 || share === 1) return 1;
  if (all > maxTerms)
    return normalAbove((one.crashed - 0.5 - all * share) / Math.sqrt(all * share * (1 - share)));
  // From the first term on each follows from the one before, in logarithms until the last step.
  let term =
    logChoose(all, one.crashed) + one.crashed * Math.log(share) + (all - one.crashed) * Math.log1p(-share);
  let total = 0;
  for (let at = one.crashed; at <= all; at += 1) {
    total += Math.exp(term);
    term += Math.log((all - at) / (at + 1)) + Math.log(share / (1 - share));
  }
  return Math.min(1, total);
}

function logChoose(all: number, some: number): number {
  let log = 0;
  for (let at = 1; at <= Math.min(some, all - some); at += 1)
    log += Math.log((all - Math.min(some, all - some) + at) / at);
  return log;
}

/** A bound that is never too small: the tail of a normal variable lies below this (Chernoff). */
const normalAbove = (z: number): number => (z <= 0 ? 1 : Math.exp((-z * z) / 2));
