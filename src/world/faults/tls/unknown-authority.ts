import { fault } from '../../fault.ts';

export default fault({
  title: 'The API’s certificate comes from the company’s own authority',
  requirements: ['EDGE-3'],
  breaks: (world) => world.certificate('api', { issuer: 'stranger', sends: ['leaf', 'stranger'] }),
  expects: [{ check: 'tls/certificate-trust', target: 'host:api.harbormarket.shop', severity: 'blocker' }],
});
