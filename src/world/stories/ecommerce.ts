import { story } from '../story.ts';
import { journeys } from '../story-journeys.ts';

export default story({
  title: 'Founder-led shop, two days before its first customers',
  tale:
    'Harbor Market opens on Saturday. The checkout certificate ran out on Thursday, phones refuse the API, ' +
    'one name server was never set up, and the www address goes round in circles.',
  faults: [
    'tls/checkout-expired',
    'tls/api-without-intermediate',
    'dns/lame-name-server',
    'redirects/loop-on-old-link',
    'registration/expires-soon',
  ],
  manifest: () => ({
    journeys: [journeys.homepage, journeys.listings, journeys.checkout, journeys.login],
    routes: [
      'GET /api/health',
      { method: 'GET', url: '/api/products', hot: true },
      { method: 'GET', url: '/api/products/tide-lamp', hot: true },
      { method: 'POST', url: '/api/orders', hot: true },
    ],
  }),
});
