import { fault } from '../../fault.ts';

export default fault({
  title: 'A host was named with an underscore, which no authority issues a certificate for',
  requirements: ['DNS-4'],
  breaks: (world) =>
    world
      .addHost('shop_media', 'empty')
      .zone.add('shop_media', 'A', ['89.187.162.20'])
      .declareHost('shop_media', { role: 'assets', purpose: 'Pictures' }),
  expects: [
    { check: 'domain/host-name-syntax', target: 'host:shop_media.harbormarket.shop', severity: 'medium' },
  ],
});
