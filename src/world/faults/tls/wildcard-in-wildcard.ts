import { fault } from '../../fault.ts';

export default fault({
  title: 'The certificate of the API also holds a name no browser can match',
  requirements: ['EDGE-3'],
  breaks: (world) => world.certificate('api', { names: ['api.harbormarket.shop', '*.*.harbormarket.shop'] }),
  expects: [
    { check: 'tls/certificate-name-syntax', target: 'host:api.harbormarket.shop', severity: 'medium' },
  ],
});
