import { androidPackage, appleAppId } from '../app/routes/machine-files.ts';
import { story } from '../story.ts';
import { journeys } from '../story-journeys.ts';

export default story({
  title: 'Mobile-first app, from prototype to demo',
  tale:
    'The app is in review. Phones do not trust the API, because it sends its certificate without the one above it, and the ' +
    'bare domain and www send every shared link back and forth.',
  faults: ['tls/api-without-intermediate', 'redirects/www-and-apex-loop'],
  manifest: () => ({
    journeys: [journeys.signup, journeys.login, journeys.listings, journeys.booking, journeys.reset],
    mobile: { iosAppIds: [appleAppId], androidPackages: [androidPackage] },
  }),
});
