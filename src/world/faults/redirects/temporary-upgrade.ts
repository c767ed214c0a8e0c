import { fault } from '../../fault.ts';

export default fault({
  title: 'The move to https is only temporary',
  requirements: ['EDGE-2'],
  breaks: (world) => world.host('@', { plainStatus: 302 }),
  expects: [{ check: 'redirects/permanence', target: 'host:harbormarket.shop', severity: 'low' }],
});
