import { fault } from '../../fault.ts';

export default fault({
  title: 'The www name leads to itself: a rule of the host and one of the CDN undo each other',
  requirements: ['EDGE-2'],
  breaks: (world) =>
    world.redirect('www', { from: '/*', to: 'https://www.harbormarket.shop/*', scheme: 'https' }),
  expects: [{ check: 'redirects/loop', target: 'host:www.harbormarket.shop', severity: 'blocker' }],
});
