import { fault } from '../../fault.ts';

export default fault({
  title: 'An error names an address inside',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.file('api', '/%ff', {
      body: 'upstream http://10.2.0.14:8080/orders does not answer',
      type: 'text/plain',
      status: 502,
    }),
  expects: [{ check: 'exposure/internal-details', target: 'host:api.harbormarket.shop', severity: 'low' }],
});
