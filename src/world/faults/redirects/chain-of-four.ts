import { fault } from '../../fault.ts';

export default fault({
  title: 'Four redirects in a row before the www name arrives',
  requirements: ['EDGE-2'],
  breaks: (world) =>
    world.redirect(
      'www',
      { from: '/*', scheme: 'http', to: 'https://www.harbormarket.shop/*', status: 301 },
      { from: '/shop/*', to: 'https://www.harbormarket.shop/store/*', status: 301 },
      { from: '/store/*', to: 'https://harbormarket.shop/*', status: 301 },
      { from: '/*', to: 'https://www.harbormarket.shop/shop/*', status: 302 },
    ),
  expects: [{ check: 'redirects/chain-length', target: 'host:www.harbormarket.shop', severity: 'medium' }],
});
