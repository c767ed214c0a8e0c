import { fault } from '../../fault.ts';

export default fault({
  title: 'The blog still points at a machine the provider has deleted',
  requirements: ['DNS-5'],
  breaks: (world) => world.zone.add('blog', 'CNAME', ['blog7.paperboatmail.com.']),
  expects: [{ check: 'domain/dangling-alias', target: 'host:blog.harbormarket.shop', severity: 'high' }],
});
