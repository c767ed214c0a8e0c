/** What a variable is used for; only `app` code decides what production needs. */
export type EnvScope = 'app' | 'build' | 'test' | 'ci' | 'shell' | 'container';

export const envTypes = [
  'text',
  'number',
  'integer',
  'port',
  'boolean',
  'url',
  'email',
  'json',
  'choice',
] as const;
export type EnvType = (typeof envTypes)[number];

/**
 * - required: stops or breaks without it, said by the code itself
 * - expected: read with nothing to fall back on
 * - optional: has a default, or its absence is handled
 */
export type EnvNeed = 'required' | 'expected' | 'optional';

/** One place that reads or declares a variable. */
export interface EnvUse {
  readonly name: string;
  /** Relative, with `/`. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** How it is written: `process.env`, `os.environ`, `zod`, `compose`. */
  readonly via: string;
  /** read: something uses the value; set: something gives it one; declared: a type or a list names it. */
  readonly role: 'read' | 'set' | 'declared';
  readonly scope: EnvScope;
  readonly need: EnvNeed;
  /** The value used when it is not set, as it stands in the code; secrets are redacted by the inventory. */
  readonly fallback: string | null;
  readonly type: EnvType | null;
  readonly choices: readonly string[];
  /** Its value ends up in what browsers download. */
  readonly isPublic: boolean;
  /** Marked as secret by whoever wrote it (a CI secret, a schema that redacts). */
  readonly isSecret: boolean;
  /** What a schema or a comment says it is for. */
  readonly purpose: string | null;
}

/** A read whose name is made at run time: cannot be listed, so it is told. */
export interface DynamicUse {
  readonly path: string;
  readonly line: number;
  /** The expression, cut. */
  readonly expression: string;
}

/**
 * A function that reads the variable named by one of its arguments: `requireEnv('DATABASE_URL')`. With `argument` -1 it is no
 * function but the environment itself under another name: `export const env = process.env`.
 */
export interface EnvWrapper {
  readonly name: string;
  readonly argument: number;
  readonly need: EnvNeed;
  readonly via: string;
  readonly isMethod: boolean;
  readonly path: string;
  readonly line: number;
}

export interface EnvReading {
  readonly uses: readonly EnvUse[];
  readonly dynamic: readonly DynamicUse[];
  readonly wrappers: readonly EnvWrapper[];
  /** Why the file was not understood, or not wholly. */
  readonly problem: string | null;
}

export interface SourceText {
  readonly path: string;
  readonly text: string;
  readonly scope: EnvScope;
}

export const emptyReading: EnvReading = { uses: [], dynamic: [], wrappers: [], problem: null };

/** IEEE Std 1003.1 (8.1) and what languages accept: letters, digits, underscore. */
export const isEnvName = (text: string): boolean => /^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(text);
/** The usual form; demanded where anything else with a name could stand. */
export const isUpperName = (text: string): boolean => /^[A-Z][A-Z0-9_]{1,127}$/.test(text);

type UseDetails = Partial<Omit<EnvUse, 'name' | 'path' | 'line' | 'via' | 'scope'>>;

/** A use with everything not told left open. */
export const envUse = (
  at: Pick<EnvUse, 'name' | 'path' | 'line' | 'via' | 'scope'>,
  details: UseDetails = {},
): EnvUse => ({
  role: 'read',
  need: 'expected',
  fallback: null,
  type: null,
  choices: [],
  isPublic: false,
  isSecret: false,
  purpose: null,
  ...at,
  ...details,
});
