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

export interface WholeOrNot {
  readonly entries: readonly VendorEntry[];
  readonly isWhole: boolean;
}
const vercelEntry = z.object({
  key: z.string(),
  target: z.union([z.array(z.string()), z.string()]).nullish(),
  type: z.string(),
  value: z.string().nullish(),
  gitBranch: z.string().nullish(),
});
const vercelPagination = z.object({ next: z.number().nullish() }).nullish();
const vercelList = z.union([
  z.object({ envs: z.array(vercelEntry), pagination: vercelPagination }),
  z
    .object({ data: z.array(vercelEntry), pagination: vercelPagination })
    .transform(({ data, pagination }) => ({ envs: data, pagination })),
]);

/** Vercel's lists, a project's (`envs`) and a team's (`data`): what is for the target; only plain variables come with an open value. */
export function parseVercel(text: string, target: string): WholeOrNot | null {
  const body = parsed(text, vercelList);
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

/** A Vercel project: its id, and the account it belongs to (`team_…` for a team). */
export const parseVercelProject = (
  text: string,
): { readonly id: string; readonly accountId: string } | null =>
  parsed(text, z.object({ id: z.string(), accountId: z.string() }));

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

/** One page of Render's environment groups: those linked to the service, and where the next page begins. */
export function parseRenderGroups(
  text: string,
  service: string,
): { readonly groups: readonly string[]; readonly cursor: string } | null {
  const group = z.object({ id: z.string(), serviceLinks: z.array(z.object({ id: z.string() })) });
  const page = parsed(text, z.array(z.object({ envGroup: group, cursor: z.string() })));
  if (page === null) return null;
  const linked = page.filter(({ envGroup }) => envGroup.serviceLinks.some(({ id }) => id === service));
  return { groups: linked.map(({ envGroup }) => envGroup.id), cursor: page.at(-1)?.cursor ?? '' };
}

/** Names and values of one environment group of Render. */
export function parseRenderGroup(text: string): readonly VendorEntry[] | null {
  const variable = z.object({ key: z.string(), value: z.string() });
  const group = parsed(text, z.object({ envVars: z.array(variable) }));
  return group === null ? null : bounded(group.envVars.map(({ key, value }) => ({ name: key, value })));
}

/** `gh secret list --json name` and `gh variable list --json name,value`. */
export function parseGithubNames(text: string): readonly VendorEntry[] | null {
  const list = parsed(text, z.array(z.object({ name: z.string(), value: z.string().optional() })));
  return list === null ? null : bounded(list.map(({ name, value }) => ({ name, value: value ?? null })));
}

/** `gh api … --jq '… | @json'`: one JSON list of a name and, of a variable, its value on each line. */
export function parseGithubLines(text: string): readonly VendorEntry[] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const rows = lines.map((line) => parsed(line, z.tuple([z.string()]).rest(z.string())));
  const read = rows.filter((row) => row !== null);
  return read.length < rows.length
    ? null
    : bounded(read.map(([name, value]) => ({ name, value: value ?? null })));
}

/**
 * GitLab's variables of a project: scope `*`, a pattern, or the environment's name; of two with one name the more specific scope
 * comes last and so counts (docs.gitlab.com, "CI/CD variables", environment scope). Masked and hidden ones may lack their value.
 */
export function parseGitlabVariables(text: string, environment: string): readonly VendorEntry[] | null {
  const variable = z.object({
    key: z.string(),
    value: z.string().nullish(),
    environment_scope: z.string().default('*'),
  });
  const list = parsed(text, z.array(variable));
  if (list === null) return null;
  return bounded(
    inScope(
      list.map(({ key, value, environment_scope }) => ({ name: key, value, scope: environment_scope })),
      environment,
    ),
  );
}

/** What a project inherits from its groups, by GraphQL: names and scopes, never values; where the next page begins, or null. */
export function parseGitlabInherited(
  text: string,
  environment: string,
): { readonly entries: readonly VendorEntry[]; readonly cursor: string | null } | null {
  const node = z.object({ key: z.string(), environmentScope: z.string().nullish() });
  const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() });
  const inherited = z.object({ nodes: z.array(node), pageInfo });
  const answer = parsed(
    text,
    z.object({ data: z.object({ project: z.object({ inheritedCiVariables: inherited }) }) }),
  );
  if (answer === null) return null;
  const { nodes, pageInfo: page } = answer.data.project.inheritedCiVariables;
  const all = nodes.map(({ key, environmentScope }) => ({
    name: key,
    value: null,
    scope: environmentScope ?? '*',
  }));
  return {
    entries: bounded(inScope(all, environment)),
    cursor: page.hasNextPage ? (page.endCursor ?? null) : null,
  };
}

/** The full path of a GitLab project. */
export const parseGitlabPath = (text: string): string | null =>
  parsed(text, z.object({ path_with_namespace: z.string() }))?.path_with_namespace ?? null;

interface Scoped {
  readonly name: string;
  readonly value: string | null | undefined;
  readonly scope: string;
}

/** Those of this environment, the more specific scope later: a scope is exact, or a pattern with `*` for any text. */
function inScope(all: readonly Scoped[], environment: string): readonly VendorEntry[] {
  const isOwn = ({ scope }: Scoped): boolean => {
    const [first = '', ...rest] = scope.slice(0, 255).split('*');
    return rest.length === 0 ? scope === environment : isLike(environment, first, rest);
  };
  const weight = ({ scope }: Scoped): number =>
    scope.includes('*') ? scope.replaceAll('*', '').length : Infinity;
  return all
    .filter(isOwn)
    .toSorted((a, b) => (weight(a) === weight(b) ? 0 : weight(a) - weight(b)))
    .map(({ name, value }) => ({ name, value: value ?? null }));
}

/** Text against the parts of a pattern between its stars; linear, as each part takes its first place. */
function isLike(text: string, first: string, rest: readonly string[]): boolean {
  const last = rest.at(-1) ?? '';
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const part of rest.slice(0, -1)) {
    const found = text.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return at + last.length <= text.length;
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
