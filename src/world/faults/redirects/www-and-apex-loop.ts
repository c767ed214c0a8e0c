import { fault } from '../../fault.ts';

export default fault({
  title: 'The bare domain sends visitors to www, www sends them back',
  requirements: ['EDGE-2'],
  breaks: (world) => world.redirect('@', { from: '/*', to: 'https://www.harbormarket.shop/*' }),
  expects: [{ check: 'redirects/loop', target: 'host:harbormarket.shop', severity: 'blocker' }],
});
