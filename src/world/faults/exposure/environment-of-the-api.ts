import { fault } from '../../fault.ts';

export default fault({
  title: 'The API hands out its production environment',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.file('api', '/.env.production', { body: 'NODE_ENV=production\nSMTP_PASSWORD=not-for-you\n' }),
  expects: [
    { check: 'exposure/environment-file', target: 'host:api.harbormarket.shop', severity: 'blocker' },
  ],
});
