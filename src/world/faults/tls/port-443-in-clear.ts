import { fault } from '../../fault.ts';

export default fault({
  title: 'Port 443 of the back office answers without TLS',
  requirements: ['EDGE-3'],
  breaks: (world) =>
    world.address('65.109.84.11', { https: 'plain' }).address('2a01:4f9:c010::11', { https: 'plain' }),
  expects: [{ check: 'tls/https-port', target: 'host:admin.harbormarket.shop', severity: 'blocker' }],
});
