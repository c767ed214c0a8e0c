import { command } from '../command.ts';
import { scanOptions } from '../scan/options.ts';

export default command({
  summary: 'find leaked secrets in files, git history, staged changes, build output, logs and archives',
  details:
    'Reads the working tree (what git tracks or does not ignore), knows 300 kinds by form, checksum or name, and says how to rotate each.\n' +
    'Never prints a secret: its first characters, length and a fingerprint. Asks nobody unless --verify or --live is given.\n' +
    'A line with `launch-ready-allow: <rule> <reason>` is accepted; so is what stands in the baseline file.',
  requirements: ['DEP-1', 'EDGE-10'],
  arguments: [{ name: '[path]', about: 'folder or file; default: this folder' }],
  options: scanOptions,
  examples: [
    { line: 'launch-ready scan', about: 'the working tree' },
    {
      line: 'launch-ready scan --history',
      about: 'and everything git still keeps, deleted branches included',
    },
    {
      line: 'launch-ready scan --build dist --live https://example.com',
      about: 'what ships, and whether it is live',
    },
    { line: 'launch-ready scan --install-hook', about: 'refuse commits that bring a secret' },
    { line: 'launch-ready scan --format sarif --output secrets.sarif', about: 'for code scanning in CI' },
  ],
  load: () => import('../scan/run.ts'),
});
