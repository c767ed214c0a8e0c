import { fault } from '../../fault.ts';

export default fault({
  title: 'The API sends its certificate without the intermediate: desktops cope, phones do not',
  requirements: ['EDGE-3'],
  breaks: (world) => world.certificate('api', { sends: ['leaf'] }),
  expects: [{ check: 'tls/chain-complete', target: 'host:api.harbormarket.shop', severity: 'blocker' }],
});
