import { fault } from '../../fault.ts';

export default fault({
  title: 'CAA names an authority the shop does not use: the next renewal will be refused',
  requirements: ['DNS-6'],
  breaks: (world) =>
    world.zone.replace('@', 'CAA', [
      '0 issue "digicert.com"',
      '0 issuewild ";"',
      '0 iodef "mailto:security@harbormarket.shop"',
    ]),
  expects: [{ check: 'domain/caa-issuer', target: 'host:harbormarket.shop', severity: 'blocker' }],
});
