import { randomBytes, randomFillSync, randomInt } from 'node:crypto';
import type { Environment, Random } from '../../model/outside.ts';

/** A call to the generator costs more than the bytes: short ones are cut from a supply, each byte once. */
const supply = new Uint8Array(2_048);
let used = supply.length;
const longestCut = 64;

function cut(count: number): Uint8Array {
  if (used + count > supply.length) {
    randomFillSync(supply);
    used = 0;
  }
  const bytes = supply.slice(used, used + count);
  // What was handed out may be a secret.
  supply.fill(0, used, used + count);
  used += count;
  return bytes;
}

export const systemRandom: Random = {
  bytes: (count) => (count <= longestCut ? cut(count) : new Uint8Array(randomBytes(count))),
  integer: (limit) => (limit <= 1 ? 0 : randomInt(limit)),
};

export const systemEnvironment: Environment = {
  get: (name) => process.env[name],
  names: () => Object.keys(process.env).toSorted(),
};
