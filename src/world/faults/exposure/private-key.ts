import { fault } from '../../fault.ts';
import { fillTemplate } from '../../../protocols/secrets/example.ts';
import { seededPick } from '../../../protocols/secrets/seeded-pick-sample.ts';

export default fault({
  title: 'The private key of the server lies beside its pages',
  requirements: ['EDGE-8'],
  breaks: (world) =>
    world.file('@', '/server.key', {
      body: fillTemplate('-----BEGIN RSA PRIVATE ' + 'KEY-----\n{64b64}\n{64b64}\n', seededPick(11)),
    }),
  expects: [{ check: 'exposure/credentials-file', target: 'host:harbormarket.shop', severity: 'blocker' }],
});
