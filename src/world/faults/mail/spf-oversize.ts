import { fault } from '../../fault.ts';

export default fault({
  title: 'Nine old verification texts make the answer too big',
  requirements: ['MAIL-1'],
  breaks: (world) =>
    world.zone.add(
      '@',
      'TXT',
      Array.from(
        { length: 9 },
        (_, index) => `"harbour-office-verification-${index}=${'0123456789abcdef'.repeat(3)}"`,
      ),
    ),
  expects: [{ check: 'mail/spf-oversize', target: 'mailDomain:harbormarket.shop', severity: 'medium' }],
});
