import { fault } from '../../fault.ts';

export default fault({
  title: 'A public answer carries password hashes',
  requirements: ['OWASP-1'],
  breaks: (world) =>
    world.file('api', '/api/products', {
      type: 'application/json',
      headers: { 'cache-control': 'no-store' },
      body: '{"products":[{"title":"Lamp","seller":{"name":"Ines","password_hash":"not for you"}}]}',
    }),
  expects: [{ check: 'api/excess-data', target: 'host:api.harbormarket.shop', severity: 'blocker' }],
});
