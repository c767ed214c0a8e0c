import { fault } from '../../fault.ts';
import { withBucket } from '../../backends.ts';

export default fault({
  title: 'The bucket at Google lists its files',
  requirements: ['EDGE-10'],
  breaks: (world) => withBucket(world, { vendor: 'gcs', name: 'harbor-market-media', files: ['a.png'] }),
  expects: [{ check: 'bundles/open-storage', target: 'site:harbormarket.shop', severity: 'high' }],
});
