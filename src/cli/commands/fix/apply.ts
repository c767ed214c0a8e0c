import { command } from '../../command.ts';
import { applyOptions } from '../../fix/options.ts';

export default command({
  summary: 'apply a plan, prove it from outside, take it back when the proof fails',
  details:
    'Asks first; a dangerous plan wants the domain’s name typed, or --yes --plan <hash>. A plan that expired, was edited, or whose zone\n' +
    'changed meanwhile is refused. A journal is flushed to disk before and after each write: after a crash run it again and it goes on\n' +
    'from what it finds. Then every name server, the parent, certificates, every page visited before and the checks are looked at\n' +
    'from outside; what got worse is undone at once.\n' +
    'Exit 0: applied and proven (or waiting for its next stage). Exit 1: refused, taken back, or somebody has to look. Exit 3: could not look.',
  requirements: ['FIX-2'],
  arguments: [{ name: '[plan]', about: 'its hash (12 digits) or a file; default: the newest' }],
  options: applyOptions,
  examples: [
    { line: 'launch-ready fix apply', about: 'the newest plan, after asking' },
    { line: 'launch-ready fix apply --yes --plan 3f9a1c02b7de', about: 'exactly this plan, without asking' },
  ],
  load: () => import('../../fix/apply.ts'),
});
