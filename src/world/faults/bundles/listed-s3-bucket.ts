import { fault } from '../../fault.ts';
import { withBucket } from '../../backends.ts';

export default fault({
  title: 'The bucket of the shop lists its files',
  requirements: ['EDGE-10'],
  breaks: (world) =>
    withBucket(world, { vendor: 's3', name: 'harbormarket-uploads', files: ['exports/members.csv'] }),
  expects: [{ check: 'bundles/open-storage', target: 'site:harbormarket.shop', severity: 'high' }],
});
