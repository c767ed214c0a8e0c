import { fault } from '../../fault.ts';

export default fault({
  title: 'The certificate of the market has five days left: renewal has failed for weeks',
  requirements: ['EDGE-3'],
  breaks: (world) => world.certificate('@', { startsInDays: -85, endsInDays: 5 }),
  expects: [{ check: 'tls/certificate-expiry', target: 'host:harbormarket.shop', severity: 'high' }],
});
