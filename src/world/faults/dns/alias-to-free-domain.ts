import { fault } from '../../fault.ts';

export default fault({
  title: 'The help pages point into a domain that anybody can register',
  requirements: ['DNS-5'],
  breaks: (world) => world.zone.add('help', 'CNAME', ['harbormarket.gone-agency.com.']),
  expects: [{ check: 'domain/takeover', target: 'host:help.harbormarket.shop', severity: 'blocker' }],
});
