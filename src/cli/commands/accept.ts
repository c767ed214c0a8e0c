import { command } from '../command.ts';

export default command({
  summary: 'accept a risk: with an owner, a reason and a last day',
  details:
    'Writes a waiver into launch.yaml (comments and order are kept). The finding is shown as accepted until that day, then it returns.',
  requirements: ['AUD-4'],
  arguments: [{ name: '<check>', about: 'like domain/dnssec-chain, or check@target' }],
  options: [
    { flags: '--manifest <file>', about: 'the manifest', default: 'launch.yaml' },
    { flags: '--owner <name>', about: 'who carries the risk' },
    { flags: '--reason <text>', about: 'why it is acceptable for now' },
    { flags: '--until <day>', about: 'last day, like 2027-01-31; at most a year ahead' },
    { flags: '--json', about: 'the waiver as JSON' },
  ],
  examples: [
    {
      line: 'launch-ready accept domain/dnssec-chain --owner ana --reason "registrar moves in March" --until 2027-03-31',
      about: 'accepted until the move',
    },
  ],
  load: () => import('../accept/run.ts'),
});
