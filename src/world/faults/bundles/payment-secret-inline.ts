import { fault } from '../../fault.ts';
import { keyText } from '../../backends.ts';

export default fault({
  title: 'An inline script carries the secret key of the payment account',
  requirements: ['EDGE-10', 'DEP-1'],
  breaks: (world) =>
    world.app({ extraHead: `<script>window.pay={key:"${keyText('sk_' + 'live_{24b62}')}"}</script>` }),
  expects: [{ check: 'bundles/secrets', target: 'site:harbormarket.shop', severity: 'blocker' }],
});
