import { fault } from '../../fault.ts';
import { fillTemplate } from '../../../protocols/secrets/example.ts';
import { seededPick } from '../../../protocols/secrets/seeded-pick-sample.ts';

export default fault({
  title: 'The settings of the front end carry the secret key of the payment account',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.file('checkout', '/config.json', {
      body: fillTemplate('{"payments":"sk_' + 'live_{24b62}"}', seededPick(12)),
      type: 'application/json',
    }),
  expects: [
    { check: 'exposure/credentials-file', target: 'host:checkout.harbormarket.shop', severity: 'blocker' },
  ],
});
