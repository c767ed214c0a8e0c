import type { Manifest } from '../../model/manifest.ts';
import type { Outside } from '../../model/outside.ts';
import { inventoryOf, type EnvInventory } from '../../protocols/env/inventory.ts';
import { judgeEnvironments, type EnvJudgement } from '../../protocols/env/judge.ts';
import { kindOf, type Environment, type GivenValue } from '../../protocols/env/values/environment.ts';
import { readCode, type CodeEnv } from './code.ts';
import { packageFolders, readEnvFiles } from './env-files.ts';

export interface ProductEnv {
  readonly inventory: EnvInventory;
  readonly environments: readonly Environment[];
  readonly judgement: EnvJudgement;
  /** Names `.env.example` lists; null: there is none. */
  readonly exampleNames: ReadonlySet<string> | null;
  readonly files: number;
  readonly notLookedAt: readonly string[];
}

export interface ProductPlace {
  readonly outside: Outside;
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly manifest: Manifest | null;
  /** Environments read elsewhere: vendors, the process. */
  readonly more: readonly Environment[];
}

/** The whole answer: what the code reads, what each environment gives it, and what is wrong. Values never leave this value. */
export async function readProductEnv(place: ProductPlace): Promise<ProductEnv> {
  const code = await readCode(place);
  const packages = packageFolders(code.paths);
  const files = await readEnvFiles(place, packages);
  const inventory = inventoryOf(code.uses, code.dynamic, {
    declared: declaredIn(place.manifest),
    comments: files.comments,
    packages,
  });
  const environments = withPlatform(merged([...files.environments, ...place.more]), code);
  const judgement = judgeEnvironments(inventory, environments, place.outside.clock.now());
  return {
    inventory,
    environments,
    judgement,
    exampleNames: files.exampleNames,
    files: code.read,
    notLookedAt: code.notLookedAt,
  };
}

const declaredIn = (manifest: Manifest | null) => {
  const people = new Map((manifest?.people ?? []).map(({ id, name }) => [id, name]));
  return new Map(
    (manifest?.env ?? []).map(({ name, isRequired, isSecret, purpose, owner }) => [
      name,
      { isRequired, isSecret, purpose, owner: owner === null ? null : (people.get(owner) ?? owner) },
    ]),
  );
};

/** Environments of one name from several sources are one: what any of them gives is given. */
function merged(all: readonly Environment[]): readonly Environment[] {
  const byName = Map.groupBy(all, ({ name }) => name);
  return [...byName].map(([name, parts]) => {
    const values = new Map<string, readonly GivenValue[]>();
    for (const part of parts)
      for (const [key, given] of part.values) values.set(key, [...(values.get(key) ?? []), ...given]);
    const gap = parts.find((part) => part.gap !== null)?.gap ?? null;
    return { name, kind: kindOf(name), values, sources: parts.flatMap(({ sources }) => sources), gap };
  });
}

const platformVia = new Set(['ENV', 'platform', 'vercel.json', 'app.json', 'Terraform']);

/** What images and platform files set is set in production too, with a value nobody needs to know here. */
function withPlatform(environments: readonly Environment[], { uses }: CodeEnv): readonly Environment[] {
  const set = uses.filter(
    ({ role, via, scope }) => role === 'set' && scope === 'container' && platformVia.has(via),
  );
  return environments.map((environment) => {
    if (environment.kind !== 'production') return environment;
    const values = new Map(environment.values);
    for (const { name, path } of set)
      if (!values.has(name)) values.set(name, [{ value: null, source: path, folder: '' }]);
    return { ...environment, values };
  });
}
