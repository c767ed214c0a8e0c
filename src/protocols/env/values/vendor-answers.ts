import { z } from 'zod';
import { isEnvName } from '../use.ts';

/** A variable as a vendor tells it; `value` null: it keeps the value to itself. */
export interface VendorEntry {
  readonly name: string;
  readonly value: string | null;
}

const maxEntries = 5_000;

function parsed<T>(text: string, schema: z.ZodType<T>): T | null {
  try {
    const result = schema.safeParse(JSON.parse(text) as unknown);
    return result.success ? result.data : null;
  } catch {
    return null;
  }
}

const bounded = (entries: readonly VendorEntry[]): readonly VendorEntry[] =>
  entries.filter(({ name }) => isEnvName(name)).slice(0, maxEntries);

/** One JSON object of names and values: `netlify env:list --json`, `railway variables --json`, `heroku config --json`. */
export function parseKeyValues(text: string): readonly VendorEntry[] | null {
  const values = parsed(text, z.record(z.string(), z.union([z.string(), z.null()])));
  return values === null
    ? null
    : bounded(Object.entries(values).map(([name, value]) => ({ name, value: unmasked(value) })));
}

/** Secret values come as a row of stars, some with their last characters: what is behind is not known. */
const unmasked = (value: string | null): string | null =>
  value !== null && /^[*•]{4,}.{0,4}$/u.test(value) ? null : value;

/** The `[env]` table of `fly.toml`: open values. Other tables and lines are passed by. */
export function parseFlyConfig(text: string): readonly VendorEntry[] {
  let isEnv = false;
  return bounded(
    text.split('\n').flatMap((line): readonly VendorEntry[] => {
      const table = /^\s*\[([^\]]{0,100})\]/.exec(line);
      if (table !== null) isEnv = table[1]?.trim() === 'env';
      const pair = isEnv ? /^\s*"?(\w{1,128})"?\s*=\s*(?:"([^"]*)"|'([^']*)'|([^#]*))/.exec(line) : null;
      return pair === null
        ? []
        : [{ name: pair[1] ?? '', value: pair[2] ?? pair[3] ?? pair[4]?.trim() ?? '' }];
    }),
  );
}

/** `fly secrets list --json`: names and digests, upper or lower case by version. */
export function parseFlySecrets(text: string): readonly VendorEntry[] | null {
  const list = parsed(
    text,
    z.array(z.union([z.object({ name: z.string() }), z.object({ Name: z.string() })])),
  );
  return list === null
    ? null
    : bounded(list.map((each) => ({ name: 'name' in each ? each.name : each.Name, value: null })));
}

/** Vercel's list: what is for the target; only plain variables come with a value that is not encrypted. */
export function parseVercel(
  text: string,
  target: string,
): { readonly entries: readonly VendorEntry[]; readonly isWhole: boolean } | null {
  const entry = z.object({
    key: z.string(),
    target: z.union([z.array(z.string()), z.string()]).optional(),
    type: z.string(),
    value: z.string().optional(),
    gitBranch: z.string().nullish(),
  });
  const pagination = z.object({ next: z.number().nullish() }).nullish();
  const body = parsed(text, z.object({ envs: z.array(entry), pagination }));
  if (body === null) return null;
  const own = body.envs.filter(
    ({ target: targets, gitBranch }) =>
      [targets ?? []].flat().includes(target) && (gitBranch ?? null) === null,
  );
  return {
    entries: bounded(
      own.map(({ key, type, value }) => ({ name: key, value: type === 'plain' ? (value ?? null) : null })),
    ),
    isWhole: (body.pagination?.next ?? null) === null,
  };
}

/** One page of Render's variables and where the next begins. */
export function parseRenderPage(
  text: string,
): { readonly entries: readonly VendorEntry[]; readonly cursor: string } | null {
  const page = parsed(
    text,
    z.array(z.object({ envVar: z.object({ key: z.string(), value: z.string() }), cursor: z.string() })),
  );
  if (page === null) return null;
  return {
    entries: bounded(page.map(({ envVar }) => ({ name: envVar.key, value: envVar.value }))),
    cursor: page.at(-1)?.cursor ?? '',
  };
}

/** `gh secret list --json name` and `gh variable list --json name,value`. */
export function parseGithubNames(text: string): readonly VendorEntry[] | null {
  const list = parsed(text, z.array(z.object({ name: z.string(), value: z.string().optional() })));
  return list === null ? null : bounded(list.map(({ name, value }) => ({ name, value: value ?? null })));
}

/** GitLab's variables of a project: scope `*` or the environment's; masked and hidden ones may lack their value. */
export function parseGitlabVariables(text: string, environment: string): readonly VendorEntry[] | null {
  const list = parsed(
    text,
    z.array(
      z.object({ key: z.string(), value: z.string().nullish(), environment_scope: z.string().default('*') }),
    ),
  );
  if (list === null) return null;
  const isOwn = (scope: string): boolean =>
    scope === '*' ||
    scope === environment ||
    (scope.endsWith('*') && environment.startsWith(scope.slice(0, -1)));
  return bounded(
    list
      .filter((each) => isOwn(each.environment_scope))
      .map(({ key, value }) => ({ name: key, value: value ?? null })),
  );
}

/** Text fields of a flat JSON object; null when it is none. */
export const heldNames = (text: string): Readonly<Record<string, string>> | null => {
  const object = parsed(text, z.record(z.string(), z.unknown()));
  return object === null
    ? null
    : Object.fromEntries(
        Object.entries(object).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
      );
};
