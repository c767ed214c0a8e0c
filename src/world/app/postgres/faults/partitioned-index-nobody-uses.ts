import { postgresFault } from '../fault.ts';
import { partitionedEvents } from './partitions-without-key-index.ts';

const asked =
  "do $$ begin for n in 1..120 loop perform * from events where id = n and at = date '2026-02-01'; end loop; end $$";

export default postgresFault({
  title: 'An index of a partitioned table that no partition uses, told once',
  requirements: ['PERF-3'],
  sql: `\n${partitionedEvents};create index events_at on events (at);create index events_member on events (member_id);${asked};select pg_stat_force_next_flush()`,
  finds: [{ rule: 'unused-index', route: null, subject: 'events_at' }],
});
