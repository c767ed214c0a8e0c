import { fault } from '../../fault.ts';

export default fault({
  title: 'Compression was lost with the new proxy',
  requirements: ['EDGE-7'],
  breaks: (world) => world.host('@', { isCompressed: false }),
  expects: [{ check: 'cache/compression', target: 'host:harbormarket.shop', severity: 'low' }],
});
