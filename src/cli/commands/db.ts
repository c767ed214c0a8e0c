import { command } from '../command.ts';
import { dbOptions } from '../db/options.ts';

export default command({
  summary:
    'queries of each request in the live PostgreSQL, MySQL or MariaDB: N+1, missing indexes and what they would gain, settings that hurt',
  details:
    'Asks each route four times, and reads what pg_stat_statements (MySQL: performance_schema) counted in between: queries of one request, rows, time, transactions held open. Then plans, indexes, keys, dead rows, connections and settings.\n' +
    'The session is held read-only by the server: only SELECT, SHOW, PREPARE and EXPLAIN are sent. Proposed indexes are tried with hypopg where it is installed, or built and measured on --copy or --throw-away (PostgreSQL), never on the database itself.\n' +
    'Exit 0: nothing at or above --fail-on; 1: something is; 3: the queries could not be seen.',
  requirements: ['PERF-3', 'PERF-5', 'PERF-6', 'PERF-7'],
  arguments: [{ name: '[routes...]', about: 'ids of routes; default: the hot ones of launch.yaml, or all' }],
  options: dbOptions,
  examples: [
    {
      line: 'launch-ready db --database env:DATABASE_URL --base http://127.0.0.1:3000',
      about: 'the hot routes of the product on this machine, and its database',
    },
    {
      line: 'launch-ready db --database env:DATABASE_URL --journey checkout --throw-away',
      about: 'the steps of a journey as well; indexes built and measured on a copy that is thrown away',
    },
  ],
  load: () => import('../db/run.ts'),
});
