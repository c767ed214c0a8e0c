import { fault } from '../../fault.ts';
import { keyText } from '../../backends.ts';

export default fault({
  title: 'The checkout’s script carries a secret key of the new form',
  requirements: ['EDGE-10', 'DEP-1'],
  breaks: (world) =>
    world.rewrite(
      'checkout',
      'document.addEventListener',
      `const k="${keyText('sb_' + 'secret_{22b62}_{8b62}')}";document.addEventListener`,
    ),
  expects: [{ check: 'bundles/secrets', target: 'site:harbormarket.shop', severity: 'blocker' }],
});
