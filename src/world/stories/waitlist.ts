import { story } from '../story.ts';
import { journeys } from '../story-journeys.ts';

export default story({
  title: 'Marketplace waitlist, the campaign starts tomorrow',
  tale:
    'The ads are paid for and point to harbormarket.shop. The link in them loses its campaign code, the bare domain stays on ' +
    'http, and an old preview name still points at a host somebody else can claim.',
  faults: ['redirects/query-dropped', 'redirects/apex-stays-on-http', 'dns/dangling-preview'],
  manifest: () => ({
    journeys: [journeys.homepage, journeys.waitlist],
    routes: ['GET /api/health', { method: 'POST', url: '/api/waitlist', hot: true }],
  }),
});
