import { fault } from '../../fault.ts';

export default fault({
  title: 'Three names in the SPF record do not exist any more',
  requirements: ['MAIL-1'],
  breaks: (world) =>
    world.zone.replace('@', 'TXT', [
      '"v=spf1 a:one.paperboatmail.com a:two.paperboatmail.com a:three.paperboatmail.com include:_spf.paperboatmail.com -all"',
    ]),
  expects: [{ check: 'mail/spf-void-lookups', target: 'mailDomain:harbormarket.shop', severity: 'blocker' }],
});
