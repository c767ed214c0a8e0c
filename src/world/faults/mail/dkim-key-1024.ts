import { fault } from '../../fault.ts';

export default fault({
  title: 'The DKIM key has 1024 bits',
  requirements: ['MAIL-2'],
  breaks: (world) => world.dkim({ keyBits: 1024 }),
  expects: [{ check: 'mail/dkim-key-strength', target: 'mailDomain:harbormarket.shop', severity: 'medium' }],
});
