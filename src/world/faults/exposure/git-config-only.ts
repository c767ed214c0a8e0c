import { fault } from '../../fault.ts';

export default fault({
  title: 'Somebody denied HEAD, but not the rest of the Git folder',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.file('checkout', '/.git/config', {
      body: '[core]\n	repositoryformatversion = 0\n	bare = false\n',
    }),
  expects: [{ check: 'exposure/repository', target: 'host:checkout.harbormarket.shop', severity: 'blocker' }],
});
