import { command } from '../command.ts';
import { gateOptions } from '../gate/options.ts';

export default command({
  summary: 'what must hold before a release: variables, secrets, dependencies, migrations, a clean build',
  details:
    'One line a step: passed, failed, or unknown with the reason; unknown is never passed. The build runs your own command in a\n' +
    'clean checkout of the released branch, in a folder of its own. Package tools are asked by their own commands.\n' +
    'Under GitHub Actions problems become annotations and the table a job summary; --codequality is for GitLab.',
  requirements: ['DEP-3', 'DEP-1', 'DEP-2', 'DEP-4', 'EDGE-8'],
  arguments: [],
  options: gateOptions,
  examples: [
    { line: 'launch-ready gate', about: 'the gate of the product in this folder' },
    { line: 'launch-ready gate --environment production=vercel --sarif gate.sarif', about: 'in CI' },
    { line: 'launch-ready gate --after', about: 'after the release, with the live domain' },
  ],
  load: () => import('../gate/run.ts'),
});
