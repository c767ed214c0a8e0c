import { fault } from '../../fault.ts';
import { withSupabase } from '../../backends.ts';

export default fault({
  title: 'Anybody reads the orders with the key in the script',
  requirements: ['EDGE-10'],
  breaks: (world) =>
    withSupabase(world, {
      orders: { columns: ['id', 'total'], rows: 41, isReadable: true },
      products: { columns: ['id', 'title'], rows: 7, isReadable: true },
    }),
  expects: [{ check: 'bundles/open-tables', target: 'site:harbormarket.shop', severity: 'blocker' }],
});
