import { fault } from '../../fault.ts';

export default fault({
  title: 'The two name servers give different addresses for the API',
  requirements: ['DNS-2'],
  breaks: (world) => world.zoneOn('ns2').replace('api', 'A', ['89.187.162.88']),
  expects: [{ check: 'domain/answer-agreement', target: 'host:api.harbormarket.shop', severity: 'high' }],
});
