import { command } from '../command.ts';
import { probeOptions } from '../probe/options.ts';

export default command({
  summary: 'look from another place for a server: --join',
  details:
    'Asks the server over HTTPS what to look at and sends what it sees; never needs the database. The token (Settings, Probes)\n' +
    'names its region. Cut off, it goes on looking, keeps what it saw in --buffer and delivers it later.',
  requirements: ['MON-10', 'MON-1'],
  arguments: [],
  options: probeOptions,
  examples: [
    {
      line: 'launch-ready probe --join https://watch.example.com --token env:PROBE_TOKEN',
      about: 'a second region: one of them cut off raises no alarm',
    },
  ],
  load: () => import('../probe/run.ts'),
});
