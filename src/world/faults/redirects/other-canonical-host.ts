import { fault } from '../../fault.ts';

export default fault({
  title: 'launch.yaml, mails and payment say www, visitors end on the bare domain',
  requirements: ['EDGE-9'],
  breaks: (world) =>
    world.declare({
      product: { name: 'Harbor Market', domain: 'harbormarket.shop', canonical: 'www.harbormarket.shop' },
    }),
  expects: [{ check: 'redirects/canonical-host', target: 'site:harbormarket.shop', severity: 'high' }],
});
