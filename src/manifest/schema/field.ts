import { z } from 'zod';

/*
 * Building blocks of the schema. The texts given as `error` complete a sentence that `issues.ts` begins with the value:
 * `"aap" ` + `is not a role.` The text of an unknown-key issue is the list of known keys, for "did you mean".
 */

/** One thing with named fields; unknown keys are refused. */
export const thing = <S extends z.core.$ZodLooseShape>(shape: S) =>
  z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? Object.keys(shape).join(',') : undefined),
  });

/** Left out, or left empty in the file (`owner:`): null. */
export const maybe = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);

/** At most `maximum` items; left out or empty: none. */
export const listOf = <T extends z.ZodType>(schema: T, maximum = 200) =>
  z
    .array(schema)
    .max(maximum)
    .nullish()
    .transform((value) => value ?? []);

/** One of the words; `noun` with its article: `a role`. */
export const choice = <const T extends readonly [string, ...string[]]>(noun: string, words: T) =>
  z.enum(words, { error: noun });

export const flag = (isSet: boolean) => z.boolean().default(isSet);

/** What the editors and the reference page show. */
export const about = <T extends z.ZodType>(schema: T, description: string, example?: unknown): T =>
  schema.meta(example === undefined ? { description } : { description, examples: [example] });
