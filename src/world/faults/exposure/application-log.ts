import { fault } from '../../fault.ts';

export default fault({
  title: 'The log of the application is served',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.file('@', '/storage/logs/laravel.log', {
      body: '[2026-11-20 09:12:44] production.ERROR: SQLSTATE[42S02]: Base table not found {"userId":12}\n',
    }),
  expects: [{ check: 'exposure/log-file', target: 'host:harbormarket.shop', severity: 'high' }],
});
