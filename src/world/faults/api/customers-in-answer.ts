import { fault } from '../../fault.ts';

export default fault({
  title: 'A public answer lists the addresses of customers',
  requirements: ['OWASP-1'],
  breaks: (world) =>
    world.file('api', '/api/products', {
      type: 'application/json',
      headers: { 'cache-control': 'no-store' },
      body: JSON.stringify({
        buyers: ['ana', 'ben', 'cem'].map((name) => ({ email: `${name}@example.test` })),
      }),
    }),
  expects: [{ check: 'api/excess-data', target: 'host:api.harbormarket.shop', severity: 'high' }],
});
