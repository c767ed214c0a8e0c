import { fault } from '../../fault.ts';

export default fault({
  title: 'The mail service grew: its include now needs eleven look-ups',
  requirements: ['MAIL-1'],
  breaks: (world) => {
    const names = Array.from({ length: 10 }, (_, index) => `_spf${index}`);
    const vendor = names.reduce(
      (before, name, index) =>
        before
          .zoneOf('paperboatmail.com')
          .replace(name, 'TXT', [`"v=spf1 ip4:77.32.150.${index * 16}/28 -all"`]),
      world,
    );
    const includes = names.map((name) => `include:${name}.paperboatmail.com`).join(' ');
    return vendor
      .zoneOf('paperboatmail.com')
      .replace('_spf', 'TXT', [`"v=spf1 ${includes}" " ip4:77.32.148.40 ip6:2a0c:5a80::40 -all"`]);
  },
  expects: [{ check: 'mail/spf-lookups', target: 'mailDomain:harbormarket.shop', severity: 'blocker' }],
});
