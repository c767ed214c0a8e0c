import { fault } from '../../fault.ts';

export default fault({
  title: 'Four redirects in a row before the home page arrives',
  requirements: ['EDGE-2'],
  breaks: (world) =>
    world.redirect(
      'www',
      { from: '/', scheme: 'http', to: 'https://www.harbormarket.shop/' },
      { from: '/', to: '/home', status: 302 },
      { from: '/home', to: '/start', status: 302 },
      { from: '/start', to: 'https://harbormarket.shop/' },
    ),
  expects: [{ check: 'redirects/chain-length', target: 'host:www.harbormarket.shop', severity: 'high' }],
});
