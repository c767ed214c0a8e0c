import { command } from '../command.ts';
import { storeOptions } from '../serve/options.ts';

export default command({
  summary: 'copy everything the watch keeps, while it runs',
  details:
    'SQLite: a consistent copy, checked, readable by its owner alone; never overwrites. PostgreSQL: the command to run.\n' +
    'Secrets stay sealed: keep the key file in another place. To restore, put the copy back as watch.db before the start.',
  requirements: ['MON-10'],
  arguments: [{ name: '<file>', about: 'where the copy goes' }],
  options: [...storeOptions, { flags: '--json', about: 'what was done as JSON' }],
  examples: [{ line: 'launch-ready backup watch-2026-11-22.db', about: 'from .launch-ready/watch' }],
  load: () => import('../backup/run.ts'),
});
