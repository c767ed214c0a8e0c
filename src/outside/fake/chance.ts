import type { Environment, Random } from '../../model/outside.ts';

/** mulberry32: the same seed gives the same run, on every machine. */
export function seededRandom(seed = 1): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  return {
    bytes: (count) => Uint8Array.from({ length: count }, () => next() & 0xff),
    integer: (limit) => (limit <= 1 ? 0 : Math.floor((next() / 2 ** 32) * limit)),
  };
}

export const fakeEnvironment = (values: Readonly<Record<string, string>>): Environment => ({
  get: (name) => (Object.hasOwn(values, name) ? values[name] : undefined),
  names: () => Object.keys(values).toSorted(),
});
