export type ReferrerVerdict = 'private' | 'unsafe' | 'invalid' | 'none';

const privateOnes = new Set([
  'no-referrer',
  'same-origin',
  'strict-origin',
  'strict-origin-when-cross-origin',
]);
const leaking = new Set(['no-referrer-when-downgrade', 'origin', 'origin-when-cross-origin', 'unsafe-url']);

/** The last policy a browser knows counts (Referrer Policy section 11.1: later ones are for newer browsers). */
export function referrerVerdict(values: readonly string[]): ReferrerVerdict {
  const words = values.flatMap((value) => value.split(',')).map((word) => word.trim().toLowerCase());
  if (words.every((word) => word === '')) return 'none';
  const last = words.findLast((word) => privateOnes.has(word) || leaking.has(word));
  if (last === undefined) return 'invalid';
  return privateOnes.has(last) ? 'private' : 'unsafe';
}
