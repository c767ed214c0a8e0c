import { readNamedSource } from '../../collectors/env/named-sources.ts';
import { readProductEnv, type ProductEnv } from '../../collectors/env/product.ts';
import type { GateProblem } from '../../model/deploy.ts';
import { plural } from '../../model/words.ts';
import type { GateAt, GateOutcome, GatePlan } from '../../deploy/gate.ts';
import type { Environment } from '../../protocols/env/values/environment.ts';

/** The environment that is released has everything the code needs, and nothing that belongs elsewhere. */
export const envStep = (source: string | null): GatePlan => ({
  id: 'env',
  title: 'Environment complete',
  run: async (at) => {
    const { environment, manifest } = at.options;
    const question = { outside: at.outside, signal: at.signal, folder: at.repository };
    const more: Environment[] = source === null ? [] : [await readNamedSource(question, environment, source)];
    const product = await readProductEnv({ ...question, manifest, more });
    const own = product.environments.find(({ name }) => name === environment);
    return own === undefined ? byProcess(product, at) : outcomeOf(product, own);
  },
});

/** No file and no vendor speaks for the environment: the process that releases may have it, and says so only when it is whole. */
function byProcess(product: ProductEnv, { outside, options }: GateAt): GateOutcome {
  const needed = product.inventory.variables.filter(
    ({ isRequired, isRead, isDeclared, providedBy, scopes }) =>
      isRequired && providedBy === null && (isDeclared || (isRead && scopes.includes('app'))),
  );
  if (needed.length === 0) return { status: 'pass', found: 'the code needs no variable' };
  const missing = needed.filter(({ name }) => (outside.env.get(name) ?? '') === '');
  if (missing.length === 0)
    return {
      status: 'pass',
      found: `the environment this runs in has all ${plural(needed.length, 'variable')} the code needs`,
    };
  return {
    status: 'unknown',
    found: `nothing here tells what ${options.environment} has, and ${missing
      .slice(0, 4)
      .map(({ name }) => name)
      .join(', ')}${missing.length > 4 ? ` and ${missing.length - 4} more` : ''} must be there`,
    todo: `Name its source: --environment ${options.environment}=vercel (netlify, fly:<app>, file:<path>, process)`,
  };
}

function outcomeOf(product: ProductEnv, own: Environment): GateOutcome {
  const found = product.judgement.problems.filter(
    ({ environment }) => environment === own.name || environment === null,
  );
  const problems = found.map(({ text, severity, path, line }): GateProblem => ({
    text,
    severity,
    path,
    line,
  }));
  const bad = found.filter(({ severity }) => severity === 'blocker' || severity === 'high');
  if (bad.length > 0)
    return {
      status: 'fail',
      found: `${plural(bad.length, 'problem')}: ${bad[0]?.text ?? ''}`,
      todo: 'Set what is missing and replace what is wrong.',
      problems,
    };
  if (own.gap !== null)
    return {
      status: 'unknown',
      found: `${own.name} could not be read: ${own.gap}`,
      todo: 'Give the credentials, or another source.',
      problems,
    };
  const set = product.inventory.variables.filter(
    ({ name, isRequired }) => isRequired && own.values.has(name),
  ).length;
  return {
    status: 'pass',
    found: `${own.name} has all ${plural(set, 'variable')} the code needs (${own.sources.slice(0, 2).join(', ')})`,
    problems,
  };
}
