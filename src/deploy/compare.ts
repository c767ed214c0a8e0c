import type { TableState } from '../model/deploy.ts';
import type { SeenVersion } from './version.ts';

/** One environment as far as it could be looked at; null: nobody could. */
export interface SeenEnvironment {
  readonly name: string;
  readonly url: string;
  readonly version: SeenVersion | null;
  readonly pages: readonly SeenPage[];
  readonly schema: readonly TableState[] | null;
  /** Names of configured variables, never values. */
  readonly keys: readonly string[] | null;
}
export interface SeenPage {
  readonly path: string;
  /** Null when there was no answer. */
  readonly status: number | null;
  /** Normalised: own host names as `{host}`, nonces left out. */
  readonly headers: Readonly<Record<string, string>>;
}

export type ComparedArea = 'version' | 'pages' | 'headers' | 'schema' | 'keys';

export interface Difference {
  readonly area: ComparedArea;
  /** Page and header, table, variable. */
  readonly subject: string;
  readonly left: string | null;
  readonly right: string | null;
  /** Usual between a staging and a production: told, no failure. */
  readonly isUsual: boolean;
}

export interface Comparison {
  readonly differences: readonly Difference[];
  /** What could not be compared, and why. */
  readonly unknown: readonly { readonly area: ComparedArea; readonly why: string }[];
}

/** Staging beside production (DEP-8): config keys, versions, answers and header fields, schema. Pure. */
export function compareEnvironments(left: SeenEnvironment, right: SeenEnvironment): Comparison {
  const unknown = unknownAreas(left, right);
  const isKnown = (area: ComparedArea): boolean => !unknown.some((each) => each.area === area);
  return {
    unknown,
    differences: [
      ...(isKnown('version') ? versions(left, right) : []),
      ...pages(left, right),
      ...(isKnown('schema') ? schemas(left.schema ?? [], right.schema ?? []) : []),
      ...(isKnown('keys') ? keys(left.keys ?? [], right.keys ?? []) : []),
    ],
  };
}

function unknownAreas(left: SeenEnvironment, right: SeenEnvironment): Comparison['unknown'] {
  const sides = [left, right];
  const named = (list: readonly SeenEnvironment[]): string => list.map(({ name }) => name).join(' and ');
  const versionless = sides.filter(({ version }) => version === null || version.values.length === 0);
  const schemaless = sides.filter(({ schema }) => schema === null);
  const keyless = sides.filter(({ keys: names }) => names === null);
  const silent = sides.filter(({ pages: all }) => all.every(({ status }) => status === null));
  return [
    ...(versionless.length > 0 ? [unknownArea('version', `${named(versionless)} names no release`)] : []),
    ...(silent.length > 0 ? [unknownArea('pages', `${named(silent)} does not answer`)] : []),
    ...(schemaless.length > 0
      ? [unknownArea('schema', `no database of ${named(schemaless)} could be read`)]
      : []),
    ...(keyless.length > 0 ? [unknownArea('keys', `the variables of ${named(keyless)} are not known`)] : []),
  ];
}

const unknownArea = (area: ComparedArea, why: string): Comparison['unknown'][number] => ({ area, why });

function versions(left: SeenEnvironment, right: SeenEnvironment): readonly Difference[] {
  const [was, is] = [left.version?.values ?? [], right.version?.values ?? []];
  if (
    was.some((value) => is.includes(value)) &&
    was.length === is.length &&
    was.every((value) => is.includes(value))
  )
    return [];
  // Staging is ahead between two releases: that is what it is for.
  return [{ area: 'version', subject: 'release', left: was.join(', '), right: is.join(', '), isUsual: true }];
}

/** Only staging has them, and should: nobody finds it by a search, nobody comes in without a password. */
const usualOnOneSide = new Set(['x-robots-tag', 'www-authenticate']);
const guarded = new Set([401, 403]);

function pages(left: SeenEnvironment, right: SeenEnvironment): readonly Difference[] {
  return left.pages.flatMap((page) => {
    const other = right.pages.find(({ path }) => path === page.path);
    if (other === undefined || page.status === null || other.status === null) return [];
    if (page.status !== other.status) {
      const isUsual = guarded.has(page.status) || guarded.has(other.status);
      const texts = { left: String(page.status), right: String(other.status) };
      return [{ area: 'pages' as const, subject: page.path, ...texts, isUsual }];
    }
    const names = [...new Set([...Object.keys(page.headers), ...Object.keys(other.headers)])].toSorted();
    return names.flatMap((name): readonly Difference[] => {
      const [was, is] = [page.headers[name] ?? null, other.headers[name] ?? null];
      const isUsual = usualOnOneSide.has(name);
      return was === is
        ? []
        : [{ area: 'headers', subject: `${page.path} ${name}`, left: was, right: is, isUsual }];
    });
  });
}

function schemas(left: readonly TableState[], right: readonly TableState[]): readonly Difference[] {
  const names = [...new Set([...left, ...right].map(({ table }) => table))].toSorted();
  return names.flatMap((name) => {
    const [was, is] = [left, right].map((side) => side.find(({ table }) => table === name));
    if (was === undefined || is === undefined)
      return [
        difference('schema', name, {
          left: was === undefined ? null : 'a table',
          right: is === undefined ? null : 'a table',
        }),
      ];
    const columns = [...new Set([...was.columns, ...is.columns])].toSorted();
    return columns
      .filter((column) => was.columns.includes(column) !== is.columns.includes(column))
      .map((column) =>
        difference('schema', `${name}.${column.split(' ')[0] ?? column}`, {
          left: was.columns.includes(column) ? column : null,
          right: is.columns.includes(column) ? column : null,
        }),
      );
  });
}

function keys(left: readonly string[], right: readonly string[]): readonly Difference[] {
  return [...new Set([...left, ...right])]
    .toSorted()
    .filter((name) => left.includes(name) !== right.includes(name))
    .map((name) =>
      difference('keys', name, {
        left: left.includes(name) ? 'set' : null,
        right: right.includes(name) ? 'set' : null,
      }),
    );
}

const difference = (
  area: ComparedArea,
  subject: string,
  sides: { readonly left: string | null; readonly right: string | null },
): Difference => ({ area, subject, ...sides, isUsual: false });
