import { command } from '../command.ts';
import { migrationOptions } from '../migrations/options.ts';

export default command({
  summary: 'judge database migrations before they meet production, and try them on a throw-away PostgreSQL',
  details:
    'Parses SQL with PostgreSQL’s own parser; recognises Prisma, Drizzle, Knex, TypeORM, Sequelize, Rails, Django, Flyway, goose,\n' +
    'dbmate and plain folders. Names locks, table rewrites, lost data, what breaks the running release, and what has no way back.\n' +
    'With --rehearse every migration is run forward, back and forward again on a server of its own. --copy is changed: give a copy.',
  requirements: ['DEP-4', 'DEP-8'],
  arguments: [{ name: '[path]', about: 'folder with the code; default: this folder' }],
  options: migrationOptions,
  examples: [
    { line: 'launch-ready migrations', about: 'judge what is there' },
    {
      line: 'launch-ready migrations --since 20261101 --rehearse',
      about: 'try what the next release brings',
    },
    {
      line: 'launch-ready migrations --copy env:COPY_URL',
      about: 'measure how long production would be locked',
    },
  ],
  load: () => import('../migrations/run.ts'),
});
