import { fault } from '../../fault.ts';

export default fault({
  title: 'The payment provider calls an address that redirects, and its calls arrive empty',
  requirements: ['EDGE-2'],
  breaks: (world) =>
    world
      .redirect('@', { from: '/hooks/payment', to: 'https://api.harbormarket.shop/hooks/payment' })
      .declare({
        routes: [{ method: 'POST', url: 'https://harbormarket.shop/hooks/payment', webhook: true }],
      }),
  expects: [{ check: 'redirects/method-kept', target: 'host:harbormarket.shop', severity: 'high' }],
});
