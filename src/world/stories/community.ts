import { story } from '../story.ts';
import { journeys } from '../story-journeys.ts';

export default story({
  title: 'Membership community, from idea to prototype',
  tale:
    'Invitations go out tonight. The two name servers tell different stories since the last change, one of them hands the whole zone to anybody, and links from the old ' +
    'site take four hops before they arrive.',
  faults: ['dns/serial-differs', 'redirects/chain-of-four', 'dns/zone-transfer-open'],
  manifest: () => ({
    journeys: [journeys.homepage, journeys.signup, journeys.login, journeys.invite],
  }),
});
