import { fault } from '../../fault.ts';

export default fault({
  title: 'The brand logo is an ordinary SVG',
  requirements: ['MAIL-4'],
  breaks: (world) =>
    world.zone
      .replace('default._bimi', 'TXT', ['"v=BIMI1; l=https://harbormarket.shop/brand/mark.svg"'])
      .file('@', '/brand/mark.svg', {
        type: 'image/svg+xml',
        body: '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><circle r="30"/></svg>',
      }),
  expects: [{ check: 'mail/bimi', target: 'mailDomain:harbormarket.shop', severity: 'low' }],
});
