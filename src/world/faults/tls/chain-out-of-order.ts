import { fault } from '../../fault.ts';

export default fault({
  title: 'The certificates of the API are sent in the wrong order',
  requirements: ['EDGE-3'],
  breaks: (world) => world.certificate('api', { sends: ['leaf', 'root', 'intermediate'] }),
  expects: [{ check: 'tls/chain-order', target: 'host:api.harbormarket.shop', severity: 'medium' }],
});
