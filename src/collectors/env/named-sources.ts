import type { Outside } from '../../model/outside.ts';
import { parseDotenv } from '../../protocols/env/values/dotenv.ts';
import { kindOf, type Environment, type GivenValue } from '../../protocols/env/values/environment.ts';
import { vendors } from './vendors.ts';

export interface SourceQuestion {
  readonly outside: Outside;
  readonly signal: AbortSignal;
  readonly folder: string;
}

/** An environment by its source: `process`, `file:path`, or a vendor (`vercel`, `fly:my-app`). What cannot be read is a gap. */
export async function readNamedSource(
  at: SourceQuestion,
  name: string,
  source: string,
): Promise<Environment> {
  const [kind = '', subject] = source.split(/:(.*)/s);
  const environment = (
    values: ReadonlyMap<string, readonly GivenValue[]>,
    gap: string | null,
    from = source,
  ): Environment => ({
    name,
    kind: kindOf(name),
    values,
    sources: [from],
    gap,
  });
  if (kind === 'process') {
    const given = at.outside.env
      .names()
      .map(
        (each) =>
          [each, [{ value: at.outside.env.get(each) ?? null, source: 'process', folder: '' }]] as const,
      );
    return environment(new Map(given), null);
  }
  if (kind === 'file') {
    const text = await at.outside.files.readText(
      subject?.startsWith('/') === true ? subject : `${at.folder}/${subject ?? ''}`,
      { maxBytes: 1024 * 1024 },
    );
    if (!text.ok) return environment(new Map(), text.error.message);
    const given = parseDotenv(text.value).map(
      (each) =>
        [each.name, [{ value: each.value, source: `${subject ?? ''}:${each.line}`, folder: '' }]] as const,
    );
    return environment(new Map(given), null, subject);
  }
  const ask = Object.hasOwn(vendors, kind) ? vendors[kind] : undefined;
  if (ask === undefined) return environment(new Map(), `${kind} is no source of variables`);
  const answer = await ask({ ...at, environment: name, subject: subject ?? null });
  if ('gap' in answer) return environment(new Map(), answer.gap);
  return environment(
    new Map(
      answer.entries.map((each) => [each.name, [{ value: each.value, source: answer.source, folder: '' }]]),
    ),
    null,
    answer.source,
  );
}

export const sourceKinds: readonly string[] = ['process', 'file', ...Object.keys(vendors)];
