import { fault } from '../../fault.ts';

export default fault({
  title: 'A certificate of the previous authority is still in the API’s chain file',
  requirements: ['EDGE-3'],
  breaks: (world) => world.certificate('api', { sends: ['leaf', 'intermediate', 'stranger'] }),
  expects: [{ check: 'tls/chain-order', target: 'host:api.harbormarket.shop', severity: 'low' }],
});
