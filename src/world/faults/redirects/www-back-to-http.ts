import { fault } from '../../fault.ts';

export default fault({
  title: 'www sends visitors from https back to http',
  requirements: ['EDGE-1'],
  breaks: (world) => world.redirect('www', { from: '/*', to: 'http://harbormarket.shop/*' }),
  expects: [{ check: 'redirects/downgrade', target: 'host:www.harbormarket.shop', severity: 'high' }],
});
