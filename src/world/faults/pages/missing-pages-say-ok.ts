import { fault } from '../../fault.ts';

export default fault({
  title: 'Pages that do not exist answer 200',
  requirements: ['EDGE-9'],
  breaks: (world) => world.app({ unknownPathStatus: 200 }),
  expects: [{ check: 'pages/soft-404', target: 'host:harbormarket.shop', severity: 'medium' }],
});
