import { fault } from '../../fault.ts';

export default fault({
  title: 'The certificate of the checkout ran out three days ago',
  requirements: ['EDGE-3'],
  breaks: (world) => world.certificate('checkout', { startsInDays: -93, endsInDays: -3 }),
  expects: [
    { check: 'tls/certificate-expiry', target: 'host:checkout.harbormarket.shop', severity: 'blocker' },
  ],
});
