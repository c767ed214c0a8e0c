import { parseResource } from '../../protocols/edge/resource.ts';
import type { Resources } from '../../protocols/edge/state.ts';
import { redirectSchema, responseHeadersSchema } from '../../protocols/edge/values.ts';
import type { Redirect, ResponseHeaders } from '../../protocols/edge/values.ts';

/** One redirect as web servers know it: from one host and path to one address. `*` at the end of a path is everything below. */
export interface RedirectLine {
  readonly title: string;
  /** null: every host. */
  readonly host: string | null;
  /** null: every path. */
  readonly path: string | null;
  readonly to: Redirect['to'];
  readonly status: Redirect['status'];
  readonly keepsQuery: boolean;
}

/** Redirect rules of a state, switched-off ones left out, one line per host and path. */
export function redirectLines(resources: Resources): readonly RedirectLine[] {
  return rulesOf(resources, 'redirect', redirectSchema).flatMap(({ title, match, to, status, keepsQuery }) =>
    (match.hosts ?? [null]).flatMap((host) =>
      (match.paths ?? [null]).map((path) => ({ title, host, path, to, status, keepsQuery })),
    ),
  );
}

export const headerRules = (resources: Resources): readonly ResponseHeaders[] =>
  rulesOf(resources, 'response-headers', responseHeadersSchema);

function rulesOf<T extends { readonly isEnabled: boolean }>(
  resources: Resources,
  family: string,
  schema: { readonly safeParse: (value: unknown) => { readonly success: boolean; readonly data?: T } },
): readonly T[] {
  return Object.entries(resources).flatMap(([resource, value]) => {
    const id = parseResource(resource);
    const parsed = id?.kind === 'rule' && id.family === family ? schema.safeParse(value) : null;
    return parsed?.data?.isEnabled === true ? [parsed.data] : [];
  });
}
