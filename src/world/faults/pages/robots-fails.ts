import { fault } from '../../fault.ts';

export default fault({
  title: 'robots.txt answers 503, which keeps all crawlers out',
  requirements: ['EDGE-9'],
  breaks: (world) =>
    world.file('@', '/robots.txt', { status: 503, type: 'text/plain', body: 'Service unavailable' }),
  expects: [{ check: 'pages/robots-rules', target: 'host:harbormarket.shop', severity: 'high' }],
});
