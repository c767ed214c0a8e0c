import { postgresFault } from '../fault.ts';
import { insertOrderSql } from '../work.ts';

export default postgresFault({
  title: 'The payment provider is called while the order is locked',
  requirements: ['PERF-5'],
  work: {
    order: ({ db, pay }, memberId) =>
      db.inTransaction(async (open) => {
        const [row] = await open.query(insertOrderSql, [memberId]);
        await pay();
        return { id: row?.['id'] };
      }),
  },
  finds: [{ rule: 'transaction-held-open', route: 'buy/order', subject: 'buy/order' }],
});
