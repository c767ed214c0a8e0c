import { fault } from '../../fault.ts';

export default fault({
  title: 'An SPF term stands for eleven mail exchangers',
  requirements: ['MAIL-1'],
  breaks: (world) => {
    const values = Array.from({ length: 11 }, (_, index) => `${index} mx1.paperboatmail.com.`);
    return world
      .zoneOf('paperboatmail.com')
      .replace('pool', 'MX', values)
      .zone.replace('@', 'TXT', ['"v=spf1 mx:pool.paperboatmail.com include:_spf.paperboatmail.com -all"']);
  },
  expects: [{ check: 'mail/spf-mx-names', target: 'mailDomain:harbormarket.shop', severity: 'blocker' }],
});
