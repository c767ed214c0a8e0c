import { fault } from '../../fault.ts';
import { keyText } from '../../backends.ts';

export default fault({
  title: 'Only the source map carries the key',
  requirements: ['EDGE-10', 'DEP-1'],
  breaks: (world) =>
    world.app({ extraScript: '//# sourceMappingURL=market.js.map' }).file('@', '/assets/market.js.map', {
      type: 'application/json',
      body: JSON.stringify({
        version: 3,
        mappings: 'AAAA',
        sources: ['src/pay.ts'],
        sourcesContent: [`const key = "${keyText('sk_' + 'live_{24b62}')}"`],
      }),
    }),
  expects: [
    { check: 'bundles/secrets', target: 'site:harbormarket.shop', severity: 'blocker' },
    { check: 'bundles/source-maps', target: 'site:harbormarket.shop', severity: 'medium' },
  ],
});
