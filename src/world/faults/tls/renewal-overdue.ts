import { fault } from '../../fault.ts';

export default fault({
  title: 'The certificate of the API should have been renewed a week ago',
  requirements: ['EDGE-3'],
  breaks: (world) => world.certificate('api', { startsInDays: -67, endsInDays: 23 }),
  expects: [{ check: 'tls/certificate-expiry', target: 'host:api.harbormarket.shop', severity: 'medium' }],
});
