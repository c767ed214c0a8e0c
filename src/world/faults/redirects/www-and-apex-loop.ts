import { fault } from '../../fault.ts';

export default fault({
  title: 'The bare domain sends visitors to www, www sends them back',
  requirements: ['EDGE-2'],
  breaks: (world) => world.redirect('@', { from: '/*', to: 'https://www.harbormarket.shop/*' }),
  expects: [
    { check: 'redirects/loops', target: 'host:harbormarket.shop', severity: 'blocker' },
    { check: 'redirects/loops', target: 'host:www.harbormarket.shop', severity: 'blocker' },
  ],
});
