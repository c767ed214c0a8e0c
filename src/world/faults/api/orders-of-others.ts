import { fault } from '../../fault.ts';

export default fault({
  title: 'One customer reads the orders of another',
  requirements: ['OWASP-1'],
  breaks: (world) =>
    world.app({ apiTokens: { 'demo-ines': 'ines', 'demo-kofi': 'kofi' }, checksOwner: false }).declare({
      routes: [
        'GET /api/health',
        { method: 'GET', url: '/api/orders', auth: true },
        { method: 'GET', url: '/api/orders/:id', auth: true },
      ],
      testAccounts: ['ines', 'kofi'].map((id) => ({ id, headers: { authorization: `Bearer demo-${id}` } })),
    }),
  expects: [{ check: 'api/object-access', target: 'site:harbormarket.shop', severity: 'blocker' }],
});
