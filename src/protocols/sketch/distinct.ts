/**
 * How many different things there were, mergeable: the things themselves (as hashes) up to 64, then a HyperLogLog (Flajolet and
 * others, 2007) of 512 registers, 4.6 % standard error. As text: `x` and the hashes, or `h` and a character for each register.
 */
export type Distinct = string;

export const noneDistinct: Distinct = 'x';
const hashLength = 8;
const maxExact = 64;
const registers = 512;
const registerBits = 9;
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdef';
const exactForm = /^x(?:[\da-f]{8}){0,64}$/;
const denseForm = /^h[A-Za-f]{512}$/;

/** Hashes are 8 hexadecimal digits in lower case; whatever has another form is left out. */
export function distinctOf(hashes: Iterable<string>): Distinct {
  const known = [...new Set(hashes)].filter((hash) => /^[\da-f]{8}$/.test(hash)).toSorted();
  return known.length <= maxExact ? `x${known.join('')}` : dense(known);
}

/** In any order the same; text that is none counts as nothing. */
export function mergeDistinct(a: Distinct, b: Distinct): Distinct {
  const [one, other] = [readable(a), readable(b)];
  if (one.startsWith('x') && other.startsWith('x')) return distinctOf([...hashesIn(one), ...hashesIn(other)]);
  const [left, right] = [asDense(one), asDense(other)];
  let merged = 'h';
  for (let at = 1; at <= registers; at += 1) {
    const [l, r] = [left.charAt(at), right.charAt(at)];
    merged += rankOf(l) >= rankOf(r) ? l : r;
  }
  return merged;
}

export function countDistinct(given: Distinct): number {
  const text = readable(given);
  if (text.startsWith('x')) return (text.length - 1) / hashLength;
  let sum = 0;
  let zeros = 0;
  for (const character of text.slice(1)) {
    const rank = rankOf(character);
    sum += 2 ** -rank;
    if (rank === 0) zeros += 1;
  }
  const estimate = ((0.7213 / (1 + 1.079 / registers)) * registers * registers) / sum;
  const isSmall = estimate <= 2.5 * registers && zeros > 0;
  return Math.round(isSmall ? registers * Math.log(registers / zeros) : estimate);
}

const readable = (text: Distinct): Distinct =>
  exactForm.test(text) || denseForm.test(text) ? text : noneDistinct;
const rankOf = (character: string): number => Math.max(0, alphabet.indexOf(character));
const asDense = (text: Distinct): Distinct => (text.startsWith('h') ? text : dense(hashesIn(text)));

function hashesIn(text: Distinct): readonly string[] {
  return text.slice(1).match(/.{8}/g) ?? [];
}

/** The first bits choose the register, the rest its rank: the place of the first one. */
function dense(hashes: readonly string[]): Distinct {
  const ranks = Array.from({ length: registers }, () => 0);
  for (const hash of hashes) {
    const bits = Number.parseInt(hash, 16);
    const register = bits >>> (32 - registerBits);
    const rest = (bits << registerBits) >>> 0;
    const rank = Math.min(32 - registerBits, Math.clz32(rest)) + 1;
    ranks[register] = Math.max(ranks[register] ?? 0, rank);
  }
  return `h${ranks.map((rank) => alphabet.charAt(rank)).join('')}`;
}
