import { postgresFault } from '../fault.ts';

export default postgresFault({
  title: 'Every member is shown how many orders there are in all',
  requirements: ['PERF-3'],
  work: {
    orders: async ({ db }) => db.query('select count(*) from orders'),
  },
  finds: [{ rule: 'whole-table-read', route: 'orders', subject: 'orders' }],
});
