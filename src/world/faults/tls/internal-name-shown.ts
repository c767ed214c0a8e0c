import { fault } from '../../fault.ts';

export default fault({
  title: 'Who names no host is shown the certificate of an internal machine',
  requirements: ['EDGE-3'],
  breaks: (world) =>
    world
      .addHost('jenkins.internal.', 'empty')
      .address('65.109.84.11', { only: ['jenkins.internal', 'admin.harbormarket.shop'] }),
  expects: [{ check: 'tls/sni-default', target: 'host:admin.harbormarket.shop', severity: 'low' }],
});
