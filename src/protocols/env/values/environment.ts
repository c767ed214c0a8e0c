/** What one environment gives a variable. `value` null: it is set, but cannot be read from here. */
export interface GivenValue {
  readonly value: string | null;
  /** Where it is set: `.env.production:3`, `Vercel`, `process`. */
  readonly source: string;
  /** The folder whose code it is given to; `` for all. */
  readonly folder: string;
}

/** The variables of one environment. Holds values: never part of a fact or a report. */
export interface Environment {
  readonly name: string;
  readonly kind: EnvironmentKind;
  readonly values: ReadonlyMap<string, readonly GivenValue[]>;
  /** Where it was read. */
  readonly sources: readonly string[];
  /** Why it could not be read, or not wholly: then nothing in it can be called missing. */
  readonly gap: string | null;
}
export type EnvironmentKind = 'production' | 'staging' | 'development' | 'test' | 'example' | 'other';

export function kindOf(name: string): EnvironmentKind {
  if (/^(?:prod|production|live|main|release)$/i.test(name)) return 'production';
  if (/^(?:stag|staging|stage|preview|preprod|pre-production|uat|qa|beta)$/i.test(name)) return 'staging';
  if (/^(?:dev|development|local|develop)$/i.test(name)) return 'development';
  if (/^(?:test|testing|ci|e2e)$/i.test(name)) return 'test';
  if (/^(?:example|sample|template|dist|defaults?|schema)$/i.test(name)) return 'example';
  return 'other';
}

/** `.env` is development by custom, `.env.production` its own name, `.env.production.local` the same, `prod.env` too; null: no such file. */
export function environmentOfFile(path: string): string | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (
    name === '.env' ||
    name === '.env.local' ||
    name === '.flaskenv' ||
    name === '.dev.vars' ||
    name === '.envrc'
  )
    return 'development';
  if (
    /^(?:\.?env[._-](?:example|sample|template|dist|defaults?|schema)|(?:example|sample|template)\.env|\.env\.[\w-]+\.(?:example|sample|template))$/i.test(
      name,
    )
  )
    return 'example';
  const marked =
    /^\.env\.([\w-]{1,40})(?:\.local)?$/.exec(name)?.[1] ?? /^\.?([\w-]{1,40})\.env$/.exec(name)?.[1];
  if (marked === undefined || /^(?:vault|keys|me|project|enc|encrypted|bak|old)$/.test(marked)) return null;
  const kind = kindOf(marked);
  return kind === 'other' ? marked.toLowerCase() : kind;
}
