import { fault } from '../../fault.ts';

export default fault({
  title: 'The environment file lies in the served folder',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.file('@', '/.env', {
      body: 'APP_ENV=production\nDATABASE_URL=postgres://shop@db/shop\nSESSION_SECRET=keep-me-secret\n',
    }),
  expects: [{ check: 'exposure/environment-file', target: 'host:harbormarket.shop', severity: 'blocker' }],
});
