import type { Outside } from '../../model/outside.ts';
import type { ProductEnv } from '../../collectors/env/product.ts';
import type { EnvProblem } from '../../protocols/env/judge.ts';
import { hostsIn } from '../../protocols/env/values/address.ts';

/** Documented in `.env.example`, and set in production though nothing reads it: both told at `low`. */
export function housekeeping({ inventory, environments, exampleNames }: ProductEnv): readonly EnvProblem[] {
  const known = new Set(
    inventory.variables.filter(({ isRead, isDeclared }) => isRead || isDeclared).map(({ name }) => name),
  );
  const isSure = inventory.dynamic.length === 0;
  const unused = environments
    .filter(({ kind, sources }) => kind === 'production' && !sources.includes('process'))
    .flatMap(({ name: environment, values }) =>
      [...values]
        .filter(
          ([name, given]) => isSure && !known.has(name) && given.some(({ source }) => /:\d+$/.test(source)),
        )
        .map(([name, given]) => unusedProblem(name, environment, given[0]?.source ?? '')),
    );
  if (exampleNames === null) return unused;
  const undocumented = inventory.variables
    .filter(
      ({ name, isRequired, scopes, isRead }) =>
        isRead && isRequired && scopes.includes('app') && !exampleNames.has(name),
    )
    .map(({ name, uses }): EnvProblem => ({
      kind: 'undocumented',
      severity: 'low',
      name,
      environment: null,
      text: `${name} is read by the code and missing from the example file`,
      path: uses[0]?.path ?? '',
      line: uses[0]?.line ?? 1,
    }));
  return [...unused, ...undocumented];
}

const maxHosts = 60;

function unusedProblem(name: string, environment: string, source: string): EnvProblem {
  const [, path = '', line = '1'] = /^(.+):(\d+)$/.exec(source) ?? [];
  const text = `${name} is set in ${environment}, and nothing here reads it`;
  return { kind: 'unused', severity: 'low', name, environment, text, path, line: Number(line) };
}

interface NamedHost {
  readonly name: string;
  readonly host: string;
  readonly environment: string;
  readonly source: string;
}

function productionHosts({ environments, inventory }: ProductEnv): readonly NamedHost[] {
  const read = inventory.variables.filter(({ isRead }) => isRead).map(({ name }) => name);
  return environments
    .filter(({ kind }) => kind === 'production')
    .flatMap(({ name: environment, values }) =>
      read.flatMap((name) =>
        (values.get(name) ?? []).flatMap(({ value, source }) =>
          hostsIn(value ?? '', name).map((host) => ({ name, host, environment, source })),
        ),
      ),
    );
}

/** Hosts of production values that DNS does not know: the services behind them are gone or misspelt. */
export async function deadAddresses(
  product: ProductEnv,
  outside: Outside,
  signal: AbortSignal,
): Promise<{ readonly problems: readonly EnvProblem[]; readonly told: readonly string[] }> {
  const asked = productionHosts(product).filter(({ host }) => /^[a-z0-9.-]+\.[a-z]{2,}$/i.test(host));
  const told =
    asked.length > maxHosts ? [`only the first ${maxHosts} hosts of production values were asked for`] : [];
  const problems: EnvProblem[] = [];
  for (const { name, host, environment, source } of asked.slice(0, maxHosts)) {
    const state = await existence(host, outside, signal);
    if (state === 'unknown') told.push(`DNS did not answer for ${host}`);
    if (state !== 'absent') continue;
    const [, path = '', line = '1'] = /^(.+):(\d+)$/.exec(source) ?? [];
    problems.push({
      kind: 'local-address',
      severity: 'high',
      name,
      environment,
      text: `${name} in ${environment}: it points at ${host}, which public DNS does not know`,
      path,
      line: Number(line),
    });
  }
  return { problems, told };
}

async function existence(
  host: string,
  outside: Outside,
  signal: AbortSignal,
): Promise<'there' | 'absent' | 'unknown'> {
  const types = ['A', 'AAAA'];
  const answers = await Promise.all(
    types.map((type) => outside.dns.resolve(host.toLowerCase(), type, { signal })),
  );
  if (answers.some((each) => each.ok && each.value.records.length > 0)) return 'there';
  return answers.every((each) => each.ok) ? 'absent' : 'unknown';
}
