import { fault } from '../../fault.ts';
import { testAccounts, testMembers } from '../../test-members.ts';

export default fault({
  title: 'The CDN keeps the account page: the second customer sees the account of the first',
  requirements: ['EDGE-7'],
  breaks: (world) =>
    world
      .app({ members: testMembers })
      .declare({ testAccounts })
      .host('@', { cache: { isOn: true, ignoresPrivacy: true } }),
  expects: [{ check: 'cache/two-visitor-leak', target: 'host:harbormarket.shop', severity: 'blocker' }],
});
