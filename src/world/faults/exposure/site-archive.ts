import { fault } from '../../fault.ts';

export default fault({
  title: 'The whole site lies in a ZIP file named after it',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.file('@', '/harbormarket.zip', { body: 'PK\u0003\u0004 index.html', type: 'application/zip' }),
  expects: [{ check: 'exposure/backup', target: 'host:harbormarket.shop', severity: 'blocker' }],
});
