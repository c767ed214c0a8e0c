import { fault } from '../../fault.ts';

export default fault({
  title: 'The chain file of the API holds an intermediate that ran out',
  requirements: ['EDGE-3'],
  breaks: (world) => world.certificate('api', { sends: ['leaf', 'old-intermediate'] }),
  expects: [{ check: 'tls/chain-expiry', target: 'host:api.harbormarket.shop', severity: 'blocker' }],
});
