import { isSecretName, providerOf, purposeOf, typeOfName } from './naming.ts';
import type { DynamicUse, EnvNeed, EnvScope, EnvType, EnvUse } from './use.ts';

/** One variable of the inventory. Holds no value: defaults of secrets are left out. */
export interface EnvVariable {
  readonly name: string;
  /** Something here reads it; false: it is only set or declared. */
  readonly isRead: boolean;
  readonly isRequired: boolean;
  /** Why it is required or not, in a few words. */
  readonly because: string;
  readonly fallback: string | null;
  readonly type: EnvType;
  readonly choices: readonly string[];
  readonly isSecret: boolean;
  readonly isPublic: boolean;
  readonly purpose: string | null;
  readonly owner: string | null;
  /** Set by the runtime, the host or the CI: nobody has to. */
  readonly providedBy: string | null;
  readonly scopes: readonly EnvScope[];
  /** Folders with a package of their own that use it; `` is the root. */
  readonly packages: readonly string[];
  readonly uses: readonly VariablePlace[];
  readonly isDeclared: boolean;
}
export interface VariablePlace {
  readonly path: string;
  readonly line: number;
  readonly via: string;
  readonly role: EnvUse['role'];
}

export interface EnvInventory {
  readonly variables: readonly EnvVariable[];
  readonly dynamic: readonly DynamicUse[];
}

/** What people said about variables elsewhere: the manifest, comments of an example file. */
export interface EnvHints {
  readonly declared: ReadonlyMap<
    string,
    {
      readonly isRequired: boolean;
      readonly isSecret: boolean;
      readonly purpose: string | null;
      readonly owner: string | null;
    }
  >;
  readonly comments: ReadonlyMap<string, string>;
  /** Folders that hold a package manifest, longest first. */
  readonly packages: readonly string[];
}

export const noHints: EnvHints = { declared: new Map(), comments: new Map(), packages: [] };
const maxPlaces = 200;

/** All uses by name, in order of name. */
export function inventoryOf(
  uses: readonly EnvUse[],
  dynamic: readonly DynamicUse[],
  hints: EnvHints = noHints,
): EnvInventory {
  const byName = Map.groupBy(uses, ({ name }) => name);
  const names = new Set([...byName.keys(), ...hints.declared.keys()]);
  const variables = [...names].toSorted().map((name) => variableOf(name, byName.get(name) ?? [], hints));
  return { variables, dynamic };
}

function variableOf(name: string, uses: readonly EnvUse[], hints: EnvHints): EnvVariable {
  const declared = hints.declared.get(name);
  const reads = uses.filter(({ role }) => role === 'read');
  const isPublic = uses.some((use) => use.isPublic && use.role !== 'set');
  const isSecret =
    declared?.isSecret === true || uses.some((use) => use.isSecret) || isSecretName(name, isPublic);
  const told = uses.find(({ purpose }) => purpose !== null)?.purpose;
  const provided = providerOf(name);
  return {
    name,
    isRead: reads.length > 0,
    ...needOf(uses, { declared: declared?.isRequired, provided }),
    fallback: isSecret
      ? null
      : (reads.find(({ fallback }) => fallback !== null)?.fallback?.slice(0, 200) ?? null),
    ...typeOf(name, uses),
    isSecret,
    isPublic,
    purpose: declared?.purpose ?? told ?? hints.comments.get(name) ?? purposeOf(name),
    owner: declared?.owner ?? null,
    providedBy: provided,
    scopes: [...new Set(uses.map(({ scope }) => scope))],
    packages: [...new Set(reads.map(({ path }) => packageOf(path, hints.packages)))].toSorted(),
    uses: uses.slice(0, maxPlaces).map(({ path, line, via, role }) => ({ path, line, via, role })),
    isDeclared: declared !== undefined,
  };
}

/** Required when the code insists anywhere, or reads it with nothing to fall back on and nowhere gives it a default. */
function needOf(
  uses: readonly EnvUse[],
  said: { readonly declared: boolean | undefined; readonly provided: string | null },
): Pick<EnvVariable, 'isRequired' | 'because'> {
  if (said.declared !== undefined)
    return {
      isRequired: said.declared,
      because: `launch.yaml says ${said.declared ? 'required' : 'optional'}`,
    };
  if (said.provided !== null) return { isRequired: false, because: `set by ${said.provided}` };
  const reads = uses.filter(({ role, scope }) => role === 'read' && scope !== 'test');
  const [first] = reads;
  if (first === undefined)
    return {
      isRequired: false,
      because: uses.some(({ role }) => role === 'read') ? 'only tests read it' : 'nothing here reads it',
    };
  const has = (need: EnvNeed): EnvUse | undefined => reads.find((use) => use.need === need);
  const [insisting, optional] = [has('required'), has('optional')];
  if (insisting !== undefined) return { isRequired: true, because: `needed in ${placeOf(insisting)}` };
  if (optional !== undefined)
    return {
      isRequired: false,
      because:
        optional.fallback === null
          ? `handled when missing in ${placeOf(optional)}`
          : `has a default in ${placeOf(optional)}`,
    };
  return { isRequired: true, because: `read without a default in ${placeOf(first)}` };
}

const placeOf = ({ path, line }: EnvUse): string => `${path}:${line}`;

function typeOf(name: string, uses: readonly EnvUse[]): Pick<EnvVariable, 'type' | 'choices'> {
  const told =
    uses.find(({ type }) => type !== null && type !== 'text') ?? uses.find(({ type }) => type !== null);
  const type = told?.type ?? typeOfName(name) ?? 'text';
  // A schema that says plain text about DATABASE_URL says nothing against its being an address.
  const byName = typeOfName(name);
  return { type: type === 'text' && byName === 'url' ? 'url' : type, choices: told?.choices ?? [] };
}

/** The package a file belongs to: the longest folder with a manifest above it. */
export function packageOf(path: string, packages: readonly string[]): string {
  return packages.find((folder) => folder === '' || path.startsWith(`${folder}/`)) ?? '';
}
