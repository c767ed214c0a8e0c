import { collector } from '../../model/collector.ts';
import { severities } from '../../model/check.ts';
import { unknownFact } from '../../model/fact.ts';
import inventory, { type EnvFact } from '../../facts/env/inventory.ts';
import { readProductEnv } from './product.ts';

const maxProblems = 200;
const maxGaps = 50;

/** Reads the repository the manifest names and its env files. Hosting vendors are asked only by the command `env`. */
export default collector({
  yields: inventory,
  inputs: {},
  limits: { timeoutMs: 60_000 },
  async collect({ target, manifest, outside, signal }) {
    const startedMs = outside.clock.monotonicMs();
    const found = await outside.files.stat(target.name);
    if (!found.ok || found.value.kind !== 'folder')
      return unknownFact(
        `${target.name} is no folder that can be read`,
        'correct repository.path in launch.yaml, or run the audit where the code is',
      );
    const product = await readProductEnv({ outside, folder: target.name, signal, manifest, more: [] });
    const used = product.inventory.variables.filter(({ isRead, isDeclared }) => isRead || isDeclared);
    const value: EnvFact = {
      files: product.files,
      variables: used.length,
      required: used.filter(({ isRequired }) => isRequired).length,
      dynamic: product.inventory.dynamic.length,
      environments: product.environments.map(({ name, kind, sources, gap }) => ({
        name,
        kind,
        sources: [...sources],
        gap,
      })),
      problems: product.judgement.problems
        .toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
        .slice(0, maxProblems),
      notLookedAt: product.notLookedAt.slice(0, maxGaps),
    };
    return {
      state: 'known',
      value,
      source: `the code and env files of ${target.name}`,
      collectedAt: outside.clock.now(),
      tookMs: outside.clock.monotonicMs() - startedMs,
    };
  },
});
