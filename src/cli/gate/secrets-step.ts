import repositoryCollector from '../../collectors/secrets/repository.ts';
import { SecretHits } from '../../collectors/secrets/hits.ts';
import { scanFiles } from '../../collectors/secrets/read-files.ts';
import { allFiles } from '../../collectors/secrets/tree.ts';
import type { GateProblem } from '../../model/deploy.ts';
import { target } from '../../model/target.ts';
import { plural } from '../../model/words.ts';
import type { GateAt, GatePlan } from '../../deploy/gate.ts';
import { exposedFile } from '../../protocols/env/exposed.ts';

/** No secret in what is released: files of the tree now; older commits are told. */
export const secretsStep: GatePlan = {
  id: 'secrets',
  title: 'No secrets in the code',
  run: async ({ options, outside, signal, repository }) => {
    const fact = await repositoryCollector.collect({
      target: target('repository', repository),
      inputs: {},
      manifest: options.manifest,
      profile: options.profile,
      outside,
      signal,
      consent: { isActiveAllowed: false },
    });
    if (fact.state === 'unknown') return { status: 'unknown', found: fact.reason, todo: fact.remedy };
    const { tree, history, files, notLookedAt } = fact.value;
    const problems = tree.map(({ title, redacted, severity, path, line }): GateProblem => ({
      text: `${title}: ${redacted}`,
      severity,
      path,
      line,
    }));
    const [worst] = tree.filter(({ severity }) => severity === 'blocker' || severity === 'high');
    if (worst !== undefined)
      return {
        status: 'fail',
        found: `${plural(tree.length, 'secret')} in files, such as ${worst.title} in ${worst.path}:${worst.line}`,
        todo: worst.rotate.text,
        problems,
      };
    const [gap] = notLookedAt;
    if (gap !== undefined)
      return {
        status: 'unknown',
        found: `${plural(files, 'file')} hold none, but ${gap}`,
        todo: 'Run: launch-ready scan --max-size 128MiB',
        problems,
      };
    const old =
      history.length === 0
        ? ''
        : `; ${plural(history.length, 'older one')} in the history, see launch-ready scan --history`;
    return { status: 'pass', found: `${plural(files, 'file')} hold none${old}`, problems };
  },
};

const outputs = [
  'dist',
  'build',
  'out',
  'public',
  '.next/static',
  '.output/public',
  'storage/app/public',
  'static',
  'target/site',
  '_site',
];
const maxFileBytes = 16 * 1024 * 1024;
const maxMapsTold = 5;

/** Secrets and files nobody should be able to fetch, in what the build made to be served (DEP-1, EDGE-8). */
export async function inspectBuild(
  folder: string,
  { outside, signal }: GateAt,
): Promise<readonly GateProblem[]> {
  const problems: GateProblem[] = [];
  for (const output of outputs) {
    const found = await outside.files.stat(`${folder}/${output}`);
    if (!found.ok || found.value.kind !== 'folder') continue;
    const hits = new SecretHits();
    const paths = (await allFiles(outside.files, `${folder}/${output}`, hits)).map(
      (path) => `${output}/${path}`,
    );
    const exposed = paths.flatMap((path) => exposedFile(path) ?? []);
    problems.push(...exposed.slice(0, maxMapsTold));
    await scanFiles(outside, { root: folder, paths, hits }, { maxFileBytes, signal });
    hits.close();
    for (const { finding } of hits.hits)
      if (finding.kind === 'secret' && finding.allowed === null && finding.confidence !== 'possible')
        problems.push({
          text: `the build holds a ${finding.title}: ${finding.redacted}`,
          severity: finding.severity,
          path: finding.path,
          line: finding.line,
        });
  }
  return problems;
}
