import { fault } from '../../fault.ts';

export default fault({
  title: 'A typing mistake in a CAA record that is marked critical: every authority must refuse',
  requirements: ['DNS-6'],
  breaks: (world) => world.zone.add('@', 'CAA', ['128 isue "letsencrypt.org"']),
  expects: [{ check: 'domain/caa-syntax', target: 'host:harbormarket.shop', severity: 'blocker' }],
});
