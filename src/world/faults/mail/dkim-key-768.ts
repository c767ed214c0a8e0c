import { fault } from '../../fault.ts';

export default fault({
  title: 'The DKIM key has 768 bits, which receivers ignore',
  requirements: ['MAIL-2'],
  breaks: (world) => world.dkim({ keyBits: 768 }),
  expects: [{ check: 'mail/dkim-key-strength', target: 'mailDomain:harbormarket.shop', severity: 'blocker' }],
});
