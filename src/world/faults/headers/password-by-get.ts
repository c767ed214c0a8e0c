import { fault } from '../../fault.ts';

export default fault({
  title: 'The log-in form lost its method',
  requirements: ['EDGE-5'],
  breaks: (world) => world.rewrite('@', '<form action="/login" method="post">', '<form action="/login">'),
  expects: [{ check: 'headers/password-in-address', target: 'host:harbormarket.shop', severity: 'high' }],
});
