import type { Problem } from '../gate/problem.ts';
import { worstFirst } from '../gate/problem.ts';
import type { EnvVariable } from '../../protocols/env/inventory.ts';
import type { EnvCell, EnvProblem, EnvProblemKind } from '../../protocols/env/judge.ts';
import type { DynamicUse } from '../../protocols/env/use.ts';
import type { ProductEnv } from '../../collectors/env/product.ts';

/** The result of `env`, as `--json` prints it. Holds no value. */
export interface EnvDocument {
  readonly schema: 'launch-ready/env@1';
  readonly tool: { readonly name: 'launch-ready'; readonly version: string };
  readonly totals: {
    readonly files: number;
    readonly variables: number;
    readonly required: number;
    readonly tookMs: number;
  };
  readonly variables: readonly (EnvVariable & { readonly environments: readonly EnvCell[] })[];
  readonly environments: readonly {
    readonly name: string;
    readonly kind: string;
    readonly sources: readonly string[];
    readonly gap: string | null;
  }[];
  readonly problems: readonly Problem[];
  readonly dynamic: readonly DynamicUse[];
  readonly notLookedAt: readonly string[];
}

interface DocumentSubject {
  readonly version: string;
  readonly tookMs: number;
  readonly problems: readonly EnvProblem[];
}

export function envDocument(
  product: ProductEnv,
  { version, tookMs, problems }: DocumentSubject,
): EnvDocument {
  const { inventory, environments, judgement } = product;
  const read = inventory.variables.filter(({ isRead, isDeclared }) => isRead || isDeclared);
  return {
    schema: 'launch-ready/env@1',
    tool: { name: 'launch-ready', version },
    totals: {
      files: product.files,
      variables: read.length,
      required: read.filter(({ isRequired }) => isRequired).length,
      tookMs: Math.round(tookMs),
    },
    variables: inventory.variables.map((variable) => ({
      ...variable,
      environments: judgement.cells.get(variable.name) ?? [],
    })),
    environments: environments.map(({ name, kind, sources, gap }) => ({ name, kind, sources, gap })),
    problems: problems.map(problemOf).toSorted(worstFirst),
    dynamic: inventory.dynamic,
    notLookedAt: [
      ...product.notLookedAt,
      ...environments.filter(({ gap }) => gap !== null).map(({ name, gap }) => `${name}: ${gap}`),
    ],
  };
}

const titles: Readonly<Record<EnvProblemKind, string>> = {
  missing: 'A variable the code needs is not set',
  'public-secret': 'A secret is served to every browser',
  'test-key': 'A test key or sandbox stands in production',
  'local-address': 'Production points at a local or dead address',
  'same-as-development': 'Production shares a secret with development',
  'same-as-staging': 'Production shares a secret with staging',
  'live-key': 'A live key stands in development',
  placeholder: 'A placeholder stands where a value belongs',
  empty: 'A needed variable is set to nothing',
  'wrong-type': 'A value has not the type the code reads',
  mangled: 'A value was damaged when it was pasted',
  unreadable: 'An environment could not be read',
  'public-name': 'A secret by name is copied into what browsers download',
  undeclared: 'The code reads a variable launch.yaml does not name',
  unused: 'A variable is set that nothing reads',
  undocumented: 'A variable is missing from .env.example',
  'not-in-browser': 'Browser code reads a variable that never gets there',
};

const fixes: Partial<Record<EnvProblemKind, string>> = {
  missing: 'Set it in that environment before the release.',
  'public-secret':
    'Replace the secret at its issuer, rename the variable without the public prefix, and use it on the server only.',
  'test-key': 'Put the live key of the same service there.',
  'local-address': 'Put the address production uses there.',
  'same-as-development': 'Make a new one for production and replace the old one at its issuer.',
  'same-as-staging': 'Make a new one for production and replace the old one at its issuer.',
  'live-key': 'Use a test key of the same service in development.',
  placeholder: 'Put the real value there.',
  'public-name':
    'Rename it without the public prefix and read it on the server only; if it is made for browsers, say so in its name.',
  undocumented: 'Write it with: launch-ready env --write-example .env.example',
};

export const problemOf = ({ kind, severity, text, path, line }: EnvProblem): Problem => ({
  rule: `env/${kind}`,
  title: titles[kind],
  severity,
  text,
  fix: fixes[kind] ?? null,
  path,
  line,
});
