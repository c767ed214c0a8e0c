import { fault } from '../../fault.ts';

export default fault({
  title: 'The brand logo is gone',
  requirements: ['MAIL-4'],
  breaks: (world) =>
    world.zone.replace('default._bimi', 'TXT', ['"v=BIMI1; l=https://harbormarket.shop/brand/mark.svg"']),
  expects: [{ check: 'mail/bimi', target: 'mailDomain:harbormarket.shop', severity: 'low' }],
});
