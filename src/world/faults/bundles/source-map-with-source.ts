import { fault } from '../../fault.ts';

export default fault({
  title: 'The source map with the whole source was published',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.app({ extraScript: '//# sourceMappingURL=market.js.map' }).file('@', '/assets/market.js.map', {
      type: 'application/json',
      body: '{"version":3,"mappings":"AAAA","sources":["src/checkout.ts","node_modules/a/b.js"],"sourcesContent":["export const price = 1;","x"]}',
    }),
  expects: [{ check: 'bundles/source-maps', target: 'site:harbormarket.shop', severity: 'medium' }],
});
