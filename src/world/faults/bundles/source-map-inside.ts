import { fault } from '../../fault.ts';

export default fault({
  title: 'The source map is inside the script',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.app({
      extraScript: `//# sourceMappingURL=data:application/json;base64,${Buffer.from('{"version":3,"mappings":"AAAA","sources":["src/checkout.ts","node_modules/a/b.js"],"sourcesContent":["export const price = 1;","x"]}').toString('base64')}`,
    }),
  expects: [{ check: 'bundles/source-maps', target: 'site:harbormarket.shop', severity: 'medium' }],
});
