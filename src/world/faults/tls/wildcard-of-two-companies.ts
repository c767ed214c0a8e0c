import { fault } from '../../fault.ts';

export default fault({
  title: 'One key stands for everything of two companies',
  requirements: ['EDGE-3'],
  breaks: (world) => world.certificate('www', { names: ['*.harbormarket.shop', '*.tideline-hosting.net'] }),
  expects: [{ check: 'tls/wildcard-scope', target: 'host:www.harbormarket.shop', severity: 'low' }],
});
