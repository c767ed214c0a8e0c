import { fault } from '../../fault.ts';

export default fault({
  title: 'The file for iOS names the bundle without the team',
  requirements: ['EDGE-11'],
  breaks: (world) =>
    world.file('@', '/.well-known/apple-app-site-association', {
      status: 200,
      type: 'application/json',
      body: JSON.stringify({ applinks: { details: [{ appID: 'shop.harbormarket.app', paths: ['*'] }] } }),
      headers: { 'cache-control': 'public, max-age=3600' },
    }),
  expects: [{ check: 'applinks/apple-apps', target: 'host:harbormarket.shop', severity: 'high' }],
});
