import { randomBytes, randomInt } from 'node:crypto';
import type { Environment, Random } from '../../model/outside.ts';

export const systemRandom: Random = {
  bytes: (count) => new Uint8Array(randomBytes(count)),
  integer: (limit) => (limit <= 1 ? 0 : randomInt(limit)),
};

export const systemEnvironment: Environment = {
  get: (name) => process.env[name],
  names: () => Object.keys(process.env).toSorted(),
};
