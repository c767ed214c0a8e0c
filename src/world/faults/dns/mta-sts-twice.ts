import { fault } from '../../fault.ts';

export default fault({
  title: 'The mail transport policy was announced again instead of anew',
  requirements: ['DNS-4'],
  breaks: (world) => world.zone.add('_mta-sts', 'TXT', ['"v=STSv1; id=20261015T090000"']),
  expects: [{ check: 'domain/duplicate-policy', target: 'zone:harbormarket.shop', severity: 'high' }],
});
