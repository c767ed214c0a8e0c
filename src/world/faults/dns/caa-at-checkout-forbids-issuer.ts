import { fault } from '../../fault.ts';

export default fault({
  title: 'The payment team allowed its own authority for the checkout, which uses another',
  requirements: ['DNS-6'],
  breaks: (world) => world.zone.add('checkout', 'CAA', ['0 issue "digicert.com"']),
  expects: [{ check: 'domain/caa-issuer', target: 'host:checkout.harbormarket.shop', severity: 'blocker' }],
});
