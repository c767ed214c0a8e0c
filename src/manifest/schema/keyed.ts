import { z } from 'zod';
import { nearest, orList } from '../../model/nearest.ts';

/** A union whose members are told apart by the one key that names them: `goto: /signup` is a goto. */
export const keyed = <T extends Readonly<Record<string, z.ZodType>>>(noun: string, members: T) =>
  z.union(Object.values(members) as [T[keyof T], ...T[keyof T][]], {
    error: ({ input }) => keyProblem(noun, Object.keys(members), input),
  });

/**
 * Completes the issue: `#2` says that the third member is meant, whose own problems say the rest;
 * `!...` is the whole sentence.
 */
function keyProblem(noun: string, known: readonly string[], input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return undefined;
  const present = Object.keys(input);
  const [named, second] = present.filter((key) => known.includes(key));
  if (named !== undefined && second === undefined) return `#${known.indexOf(named)}`;
  if (named !== undefined) return `!is ${noun} with two names, ${named} and ${second}. Keep one.`;
  const [first = ''] = present;
  const guess = present.map((key) => nearest(key, known)).find((word) => word !== null);
  const hint = guess === undefined ? '' : ` Did you mean ${guess}?`;
  return `!"${first.slice(0, 60)}" is not ${noun}. Use ${orList(known)}.${hint}`;
}
