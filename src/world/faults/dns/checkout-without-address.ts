import { fault } from '../../fault.ts';

export default fault({
  title: 'The record of the checkout was lost in the move',
  requirements: ['DNS-1'],
  breaks: (world) => world.zone.remove('checkout'),
  expects: [
    { check: 'domain/host-resolution', target: 'host:checkout.harbormarket.shop', severity: 'blocker' },
  ],
});
