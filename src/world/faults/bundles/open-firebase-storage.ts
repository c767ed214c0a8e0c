import { fault } from '../../fault.ts';
import { withFirebase } from '../../backends.ts';

export default fault({
  title: 'Anybody lists the files customers uploaded',
  requirements: ['EDGE-10'],
  breaks: (world) =>
    withFirebase(world, { buckets: { 'harbor-market-1.appspot.com': ['invoices/1001.pdf'] } }),
  expects: [{ check: 'bundles/open-storage', target: 'site:harbormarket.shop', severity: 'high' }],
});
