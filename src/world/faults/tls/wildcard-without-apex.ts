import { fault } from '../../fault.ts';

export default fault({
  title: 'The wildcard certificate does not cover the bare domain',
  requirements: ['EDGE-3'],
  breaks: (world) => world.certificate('@', { names: ['*.harbormarket.shop'] }),
  expects: [{ check: 'tls/certificate-names', target: 'host:harbormarket.shop', severity: 'blocker' }],
});
