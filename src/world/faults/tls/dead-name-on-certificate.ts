import { fault } from '../../fault.ts';

export default fault({
  title: 'The certificate of www also names an old host that is gone',
  requirements: ['EDGE-3'],
  breaks: (world) => world.certificate('www', { names: ['www.harbormarket.shop', 'blog.harbormarket.shop'] }),
  expects: [
    { check: 'tls/shared-certificate-coverage', target: 'host:www.harbormarket.shop', severity: 'medium' },
  ],
});
