import { fault } from '../../fault.ts';

export default fault({
  title: 'A page shows where its title should stand',
  requirements: ['EDGE-9'],
  breaks: (world) => world.rewrite('@', '<title>Listings · ', '<title>{{ page.title }} · '),
  expects: [{ check: 'pages/titles', target: 'host:harbormarket.shop', severity: 'medium' }],
});
