import { fault } from '../../fault.ts';

export default fault({
  title: 'The banner of the test system is still on the pages',
  requirements: ['EDGE-8'],
  breaks: (world) => world.rewrite('@', '<main>', '<main><p>This is a staging environment.</p>'),
  expects: [{ check: 'exposure/staging-words', target: 'host:harbormarket.shop', severity: 'medium' }],
});
