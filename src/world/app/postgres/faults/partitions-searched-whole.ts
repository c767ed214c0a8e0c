import { postgresFault } from '../fault.ts';
import { partitionedEvents } from './partitions-without-key-index.ts';

export default postgresFault({
  title: 'Events of a member are searched through in every partition',
  requirements: ['PERF-3'],
  sql: `${partitionedEvents};alter table events drop constraint events_member_id_fkey`,
  work: {
    orders: ({ db }, memberId) => db.query('select id, at from events where member_id = $1', [memberId]),
  },
  finds: [
    {
      rule: 'unindexed-filter',
      route: 'orders',
      subject: 'events',
      index: 'events_member_id_idx on only events (member_id)',
    },
  ],
});
