import { postgresFault } from '../fault.ts';

export default postgresFault({
  title: 'Every listing was changed twice and nothing was cleared',
  requirements: ['PERF-3'],
  sql: 'update listings set price_cents = price_cents + 1; update listings set price_cents = price_cents + 1; select pg_stat_force_next_flush()',
  finds: [{ rule: 'dead-rows', route: null, subject: 'listings' }],
});
