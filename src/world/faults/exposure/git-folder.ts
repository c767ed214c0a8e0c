import { fault } from '../../fault.ts';

export default fault({
  title: 'The site was deployed with its Git folder',
  requirements: ['EDGE-8'],
  breaks: (world) => world.file('@', '/.git/HEAD', { body: 'ref: refs/heads/main\n' }),
  expects: [{ check: 'exposure/repository', target: 'host:harbormarket.shop', severity: 'blocker' }],
});
