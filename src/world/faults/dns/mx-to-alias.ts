import { fault } from '../../fault.ts';

export default fault({
  title: 'The mail server is named by an alias',
  requirements: ['DNS-4'],
  breaks: (world) =>
    world
      .zoneOf('paperboatmail.com')
      .remove('mx2')
      .zoneOf('paperboatmail.com')
      .add('mx2', 'CNAME', ['west.paperboatmail.com.'])
      .zoneOf('paperboatmail.com')
      .add('west', 'A', ['77.32.149.26'])
      .zoneOf('paperboatmail.com')
      .add('west', 'AAAA', ['2a0c:5a80:1::26']),
  expects: [{ check: 'domain/mx-target', target: 'zone:harbormarket.shop', severity: 'high' }],
});
