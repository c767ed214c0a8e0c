import { fault } from '../../fault.ts';

export default fault({
  title: 'A page still has the title of the template',
  requirements: ['EDGE-9'],
  breaks: (world) => world.rewrite('@', '<title>About · Harbor Market', '<title>React App'),
  expects: [{ check: 'pages/titles', target: 'host:harbormarket.shop', severity: 'medium' }],
});
