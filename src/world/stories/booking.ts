import { story } from '../story.ts';
import { journeys } from '../story-journeys.ts';

export default story({
  title: 'Coaches and their calendars, from idea to prototype',
  tale:
    'Coaches were told to send their clients on Monday. The back office resolves to an address only the office network has, ' +
    'and the www name shows a certificate made for another name.',
  faults: ['dns/private-address', 'tls/www-wrong-name', 'registration/expires-soon'],
  manifest: () => ({ journeys: [journeys.homepage, journeys.signup, journeys.login, journeys.booking] }),
});
