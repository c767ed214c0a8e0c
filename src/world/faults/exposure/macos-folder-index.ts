import { fault } from '../../fault.ts';

export default fault({
  title: 'A folder index of macOS was uploaded',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.file('@', '/.DS_Store', {
      body: '\u0000\u0000\u0000\u0001Bud1\u0000\u0000\u0000',
      type: 'application/octet-stream',
    }),
  expects: [{ check: 'exposure/repository', target: 'host:harbormarket.shop', severity: 'low' }],
});
