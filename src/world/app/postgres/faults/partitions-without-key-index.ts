import { postgresFault } from '../fault.ts';

/** Twelve thousand events in two partitions. */
export const partitionedEvents = [
  'create table events (id int not null, member_id int not null references members (id), at date not null, primary key (id, at)) partition by range (at)',
  "create table events_old partition of events for values from ('2025-01-01') to ('2026-01-01')",
  "create table events_new partition of events for values from ('2026-01-01') to ('2027-01-01')",
  "insert into events select n, 1 + n % 6000, date '2025-06-01' + n % 500 from generate_series(1, 12000) n",
  'analyze events',
].join(';');

export default postgresFault({
  title: 'A partitioned table points at members without an index',
  requirements: ['PERF-3'],
  sql: partitionedEvents,
  finds: [{ rule: 'foreign-key-unindexed', route: null, subject: 'events.member_id' }],
});
