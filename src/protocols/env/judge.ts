import type { EnvInventory, EnvVariable } from './inventory.ts';
import type { Severity } from '../../model/check.ts';
import type { Environment, GivenValue } from './values/environment.ts';
import { isLiveKey } from './values/test-keys.ts';
import { valueProblems, type ValueProblemKind } from './values/judge-value.ts';

export const envProblemKinds = [
  'missing',
  'public-secret',
  'test-key',
  'local-address',
  'same-as-development',
  'same-as-staging',
  'live-key',
  'placeholder',
  'empty',
  'wrong-type',
  'mangled',
  'unreadable',
  'public-name',
  'undeclared',
  'unused',
  'undocumented',
  'not-in-browser',
] as const;
export type EnvProblemKind = (typeof envProblemKinds)[number];

/** Something wrong with a variable, without its value. */
export interface EnvProblem {
  readonly kind: EnvProblemKind;
  readonly severity: Severity;
  readonly name: string;
  /** The environment; null: about the code itself. */
  readonly environment: string | null;
  /** A whole sentence. */
  readonly text: string;
  readonly path: string;
  readonly line: number;
}

export type EnvState = 'set' | 'missing' | 'optional' | 'unknown' | 'not needed';
export interface EnvCell {
  readonly environment: string;
  readonly state: EnvState;
  readonly source: string | null;
}

export interface EnvJudgement {
  readonly cells: ReadonlyMap<string, readonly EnvCell[]>;
  readonly problems: readonly EnvProblem[];
}

const severityOf: Readonly<Record<ValueProblemKind, Severity>> = {
  'public-secret': 'blocker',
  'test-key': 'high',
  'local-address': 'high',
  placeholder: 'high',
  empty: 'high',
  'wrong-type': 'medium',
  mangled: 'medium',
};

/** Holds the inventory against each environment. Values are looked at and never passed on. */
export function judgeEnvironments(
  inventory: EnvInventory,
  environments: readonly Environment[],
  now = 0,
): EnvJudgement {
  const cells = new Map<string, readonly EnvCell[]>();
  const problems: EnvProblem[] = [];
  for (const variable of inventory.variables) {
    const row = environments.map((environment) => cellOf(variable, environment));
    cells.set(variable.name, row);
    for (const [index, environment] of environments.entries()) {
      const cell = row[index];
      if (cell?.state === 'missing') problems.push(missingProblem(variable, environment));
      problems.push(...givenProblems(variable, environment, now));
    }
    problems.push(...sameValues(variable, environments), ...codeProblems(variable));
  }
  return { cells, problems };
}

/** Production and staging need what the app reads; development may live on defaults, tests and examples promise nothing. */
const isHeldTo = ({ kind }: Environment): boolean =>
  kind === 'production' || kind === 'staging' || kind === 'other';

function cellOf(variable: EnvVariable, environment: Environment): EnvCell {
  const given = givenTo(variable, environment);
  const cell = (state: EnvState, source: string | null = null): EnvCell => ({
    environment: environment.name,
    state,
    source,
  });
  if (given.length > 0) return cell('set', given[0]?.source ?? null);
  if (!isNeeded(variable)) return cell(variable.isRead ? 'optional' : 'not needed');
  if (environment.gap !== null) return cell('unknown');
  return cell(isHeldTo(environment) ? 'missing' : 'optional');
}

/** Variables only CI, images or scripts read are theirs to set, not the running product's. */
export const isNeeded = ({ isRequired, isRead, isDeclared, scopes, providedBy }: EnvVariable): boolean =>
  isRequired &&
  providedBy === null &&
  (isDeclared || (isRead && scopes.some((scope) => scope === 'app' || scope === 'build')));

/** In a monorepo a file counts for the packages at or below its folder. */
function givenTo({ name, packages }: EnvVariable, environment: Environment): readonly GivenValue[] {
  const all = environment.values.get(name) ?? [];
  return all.filter(
    ({ folder }) =>
      folder === '' ||
      packages.length === 0 ||
      packages.some(
        (each) =>
          each === '' || each === folder || each.startsWith(`${folder}/`) || folder.startsWith(`${each}/`),
      ),
  );
}

function missingProblem(variable: EnvVariable, environment: Environment): EnvProblem {
  const place = placeOf(variable);
  const where = environment.sources.length === 0 ? '' : ` (${environment.sources.slice(0, 3).join(', ')})`;
  return {
    kind: 'missing',
    severity: environment.kind === 'production' ? 'blocker' : 'medium',
    name: variable.name,
    environment: environment.name,
    text: `${variable.name} is not set in ${environment.name}${where}: ${variable.because}`,
    ...place,
  };
}

const placeOf = ({ uses }: EnvVariable): { readonly path: string; readonly line: number } => {
  const place = uses.find(({ role }) => role === 'read') ?? uses[0];
  return { path: place?.path ?? 'launch.yaml', line: place?.line ?? 1 };
};

function givenProblems(variable: EnvVariable, environment: Environment, now: number): readonly EnvProblem[] {
  if (environment.kind === 'example' || environment.kind === 'test') return [];
  return givenTo(variable, environment).flatMap((given) => {
    if (given.value === null) return [];
    const at = { name: variable.name, environment: environment.name, ...sourcePlace(given, variable) };
    if (environment.kind === 'development') return isLiveKey(given.value) ? [liveKey(at)] : [];
    if (!variable.isRead && !variable.isDeclared) return [];
    return valueProblems(variable, given.value, now)
      .filter(({ kind }) => !(environment.kind === 'staging' && kind === 'test-key'))
      .map(({ kind, text }): EnvProblem => ({
        kind,
        severity: environment.kind === 'production' || kind === 'public-secret' ? severityOf[kind] : 'low',
        text: `${variable.name} in ${environment.name}: ${text}`,
        ...at,
      }));
  });
}

type ProblemPlace = Pick<EnvProblem, 'name' | 'environment' | 'path' | 'line'>;

const liveKey = (at: ProblemPlace): EnvProblem => ({
  kind: 'live-key',
  severity: 'high',
  text: `${at.name} in ${at.environment}: it is a live key, so tests move real money or data`,
  ...at,
});

/** `.env.production:12` is a place of its own; anything else is shown at the code. */
function sourcePlace(
  { source }: GivenValue,
  variable: EnvVariable,
): { readonly path: string; readonly line: number } {
  const match = /^(.+):(\d+)$/.exec(source);
  return match === null ? placeOf(variable) : { path: match[1] ?? '', line: Number(match[2]) };
}

/** Secrets that production shares with development or staging: whoever has one has the other. */
function sameValues(variable: EnvVariable, environments: readonly Environment[]): readonly EnvProblem[] {
  if (!variable.isSecret || variable.isPublic) return [];
  const production = environments.filter(({ kind }) => kind === 'production');
  return production.flatMap((environment) =>
    environments.flatMap((other): readonly EnvProblem[] => {
      if (other.kind !== 'development' && other.kind !== 'staging') return [];
      const own = givenTo(variable, environment).find(({ value }) => isTelling(value));
      const shared = own !== undefined && givenTo(variable, other).some(({ value }) => value === own.value);
      if (own === undefined || !shared) return [];
      return [
        {
          kind: other.kind === 'development' ? 'same-as-development' : 'same-as-staging',
          severity: other.kind === 'development' ? 'high' : 'medium',
          name: variable.name,
          environment: environment.name,
          text: `${variable.name} has the same value in ${environment.name} and ${other.name}: whoever has one has both`,
          ...sourcePlace(own, variable),
        },
      ];
    }),
  );
}

const isTelling = (value: string | null): boolean => value !== null && value.trim().length >= 6;

/** What the code alone tells: a secret under a name the browser gets, a browser read of a name it never gets. */
function codeProblems(variable: EnvVariable): readonly EnvProblem[] {
  if (!variable.isPublic || !variable.isSecret || !variable.isRead) return [];
  return [
    {
      kind: 'public-name',
      severity: 'high',
      name: variable.name,
      environment: null,
      text: `${variable.name} is a secret by its name and is copied into what browsers download`,
      ...placeOf(variable),
    },
  ];
}
