import { fault } from '../../fault.ts';

export default fault({
  title: 'The mail service’s include includes itself',
  requirements: ['MAIL-1'],
  breaks: (world) =>
    world
      .zoneOf('paperboatmail.com')
      .replace('_spf', 'TXT', [
        '"v=spf1 ip4:77.32.148.40 ip6:2a0c:5a80::40 include:_spf.paperboatmail.com -all"',
      ]),
  expects: [{ check: 'mail/spf-loop', target: 'mailDomain:harbormarket.shop', severity: 'blocker' }],
});
