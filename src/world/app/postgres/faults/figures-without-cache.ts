import { postgresFault } from '../fault.ts';

export default postgresFault({
  title: 'The figures of the front page are worked out for every visitor',
  requirements: ['PERF-6'],
  work: {
    figures: async ({ db }) =>
      (await db.query('select count(distinct member_id) as buyers, sum(total_cents) as sold from orders'))[0],
  },
  finds: [{ rule: 'cache-candidate', route: 'figures', subject: 'figures' }],
});
