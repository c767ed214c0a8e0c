import { command } from '../command.ts';

export default command({
  summary: 'what a check judges, why it matters, where the rule comes from',
  details: 'Without an argument: all checks, by theme. Needs no network.',
  requirements: ['AUD-2'],
  arguments: [{ name: '[check]', about: 'like tls/certificate-expiry, or a theme like tls' }],
  options: [{ flags: '--json', about: 'as JSON' }],
  examples: [
    { line: 'launch-ready explain', about: 'every check, one line each' },
    { line: 'launch-ready explain tls/certificate-expiry', about: 'one check in full' },
  ],
  load: () => import('../explain/run.ts'),
});
