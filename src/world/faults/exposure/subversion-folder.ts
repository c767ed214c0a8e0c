import { fault } from '../../fault.ts';

export default fault({
  title: 'The back office was copied with its Subversion folder',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.file('admin', '/.svn/entries', {
      body: '10\n\ndir\n1203\nhttps://svn.harbormarket.example/trunk\n',
    }),
  expects: [{ check: 'exposure/repository', target: 'host:admin.harbormarket.shop', severity: 'high' }],
});
