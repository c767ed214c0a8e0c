import { postgresFault } from '../fault.ts';
import { insertOrderSql } from '../work.ts';

export default postgresFault({
  title: 'Whoever orders waits for the payment provider',
  requirements: ['PERF-5'],
  work: {
    order: async ({ db, pay }, memberId) => {
      const [row] = await db.query(insertOrderSql, [memberId]);
      await pay();
      return { id: row?.['id'] };
    },
  },
  finds: [{ rule: 'waits-outside-database', route: 'buy/order', subject: 'buy/order' }],
});
