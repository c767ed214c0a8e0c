import { fault } from '../../fault.ts';

export default fault({
  title: 'The certificate on www was made for another name',
  requirements: ['EDGE-3'],
  breaks: (world) =>
    world.certificate('www', {
      names: ['shops.tideline-hosting.net'],
      commonName: 'shops.tideline-hosting.net',
    }),
  expects: [{ check: 'tls/certificate-names', target: 'host:www.harbormarket.shop', severity: 'blocker' }],
});
