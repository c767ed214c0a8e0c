import { fault } from '../../fault.ts';

export default fault({
  title: 'The new certificate of the API begins the day after tomorrow',
  requirements: ['EDGE-3'],
  breaks: (world) => world.certificate('api', { startsInDays: 2, endsInDays: 92 }),
  expects: [
    { check: 'tls/certificate-not-yet-valid', target: 'host:api.harbormarket.shop', severity: 'blocker' },
  ],
});
