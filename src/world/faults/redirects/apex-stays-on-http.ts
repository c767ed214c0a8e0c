import { fault } from '../../fault.ts';

export default fault({
  title: 'The bare domain answers in clear instead of going to https',
  requirements: ['EDGE-1'],
  breaks: (world) => world.host('@', { plain: 'serve' }),
  expects: [{ check: 'redirects/https-upgrade', target: 'host:harbormarket.shop', severity: 'blocker' }],
});
