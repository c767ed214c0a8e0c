import { fault } from '../../fault.ts';

export default fault({
  title: 'CAA names another authority than the one whose certificates are live',
  requirements: ['DNS-6'],
  breaks: (world) =>
    world.zone.replace('@', 'CAA', ['0 issue "sectigo.com"', '0 iodef "mailto:security@harbormarket.shop"']),
  expects: [{ check: 'domain/caa-issuer', target: 'host:harbormarket.shop', severity: 'blocker' }],
});
