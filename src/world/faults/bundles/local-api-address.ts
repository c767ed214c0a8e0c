import { fault } from '../../fault.ts';

export default fault({
  title: 'The shop was built for the developer’s own machine',
  requirements: ['DEP-2', 'EDGE-8'],
  breaks: (world) => world.app({ extraScript: 'const settings={apiUrl:"http://localhost:3000"};' }),
  expects: [{ check: 'bundles/local-addresses', target: 'site:harbormarket.shop', severity: 'high' }],
});
