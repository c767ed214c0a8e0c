import { fault } from '../../fault.ts';

export default fault({
  title: 'The waitlist form sends to http',
  requirements: ['EDGE-4'],
  breaks: (world) => world.rewrite('@', 'action="/waitlist"', 'action="http://harbormarket.shop/waitlist"'),
  expects: [{ check: 'headers/form-target', target: 'host:harbormarket.shop', severity: 'blocker' }],
});
