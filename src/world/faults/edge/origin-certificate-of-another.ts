import { fault } from '../../fault.ts';

export default fault({
  title: 'The origin shows the certificate of another name',
  requirements: ['EDGE-6', 'EDGE-3'],
  breaks: (world) =>
    world.zone
      .replace('checkout', 'A', ['104.16.32.1'])
      .zone.replace('checkout', 'AAAA', ['2606:4700::6810:2001'])
      .declareHost('checkout', { proxied: true, origins: ['65.109.84.20'] })
      .address('65.109.84.20', { only: ['admin.harbormarket.shop'] }),
  expects: [
    { check: 'edge/origin-certificate', target: 'host:checkout.harbormarket.shop', severity: 'medium' },
  ],
});
